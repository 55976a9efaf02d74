package io.jenkins.plugins.modeldelivery.registry;

import io.jenkins.plugins.modeldelivery.ledger.BlobRef;
import io.jenkins.plugins.modeldelivery.ledger.Entry;
import io.jenkins.plugins.modeldelivery.ledger.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What docs/registry-format.md says of a model's ledger, written down again without a thought of speed: it keeps all lines and
 * nothing else, and answers each question by reading them from the first on. Shares no code with the fold.
 */
final class SimpleModel {
    private final List<Entry> lines = new ArrayList<>();

    /** Takes a line, or not because it contradicts those before. */
    boolean take(Entry line) {
        boolean may = lines.isEmpty() != !(line.event() instanceof Event.ModelCreated) && allowed(line.event());
        if (may) {
            lines.add(line);
        }
        return may;
    }

    private boolean allowed(Event event) {
        if (event instanceof Event.ModelCreated created) {
            return created.format() == 1 || created.format() == 2;
        } else if (event instanceof Event.VersionRegistered e) {
            boolean higher = registrations().stream().allMatch(r -> r.version() < e.version());
            boolean fresh = e.key() == null
                    || registrations().stream().noneMatch(r -> e.key().equals(r.key()));
            return e.version() > 0 && higher && fresh;
        } else if (event instanceof Event.VersionValidated e) {
            return same(e.version(), e.modelSha256());
        } else if (event instanceof Event.Reviewed e) {
            return same(e.version(), e.modelSha256());
        } else if (event instanceof Event.DriftChecked e) {
            return exists(e.version()) && e.level() != null;
        } else if (event instanceof Event.Transitioned e) {
            boolean from = exists(e.version()) && stage(e.version()).equals(e.from());
            boolean replaced = e.replaced() == null
                    || e.replaced() != e.version()
                            && exists(e.replaced())
                            && stage(e.replaced()).equals(e.to())
                            && !e.to().equals(e.replacedTo());
            return from && replaced && (!e.from().equals(e.to()) || e.replaced() != null);
        } else if (event instanceof Event.AliasSet e) {
            return exists(e.version());
        } else if (event instanceof Event.AliasRemoved e) {
            return alias(e.alias()).isPresent();
        } else if (event instanceof Event.TagSet e) {
            return e.version() == null || exists(e.version());
        } else if (event instanceof Event.TagRemoved e) {
            return e.version() == null
                    ? tags().containsKey(e.key())
                    : exists(e.version()) && tags(e.version()).containsKey(e.key());
        } else if (event instanceof Event.VersionDeleted e) {
            return exists(e.version());
        } else if (event instanceof Event.ModelDeleted) {
            return registrations().stream().noneMatch(r -> exists(r.version()));
        } else if (event instanceof Event.ModelMoved e) {
            return e.from().equals(name());
        }
        return event instanceof Event.CardEdited || event instanceof Event.TailCut;
    }

    private <E extends Event> List<E> all(Class<E> type) {
        return lines.stream()
                .map(Entry::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    List<Event.VersionRegistered> registrations() {
        return all(Event.VersionRegistered.class);
    }

    boolean exists(int version) {
        return registrations().stream().anyMatch(r -> r.version() == version)
                && all(Event.VersionDeleted.class).stream().noneMatch(d -> d.version() == version);
    }

    private boolean same(int version, String sha256) {
        return exists(version)
                && registrations().stream()
                        .filter(r -> r.version() == version)
                        .map(Event.VersionRegistered::model)
                        .map(BlobRef::sha256)
                        .allMatch(digest -> sha256 == null || sha256.equals(digest));
    }

    String name() {
        String name = null;
        for (Entry line : lines) {
            if (line.event() instanceof Event.ModelCreated created) {
                name = created.model();
            } else if (line.event() instanceof Event.ModelMoved moved) {
                name = moved.to();
            }
        }
        return name;
    }

    /** Whether it was deleted, and no version was registered since. */
    boolean removed() {
        boolean removed = false;
        for (Entry line : lines) {
            removed = line.event() instanceof Event.ModelDeleted
                    || removed && !(line.event() instanceof Event.VersionRegistered);
        }
        return removed;
    }

    /** Stays of versions, as they began: version, stage, first line, line that ended it (0: none). */
    private List<long[]> stays(String stage) {
        List<long[]> stays = new ArrayList<>();
        for (Entry line : lines) {
            if (line.event() instanceof Event.VersionRegistered e && e.stage().equals(stage)) {
                stays.add(new long[] {e.version(), line.seq(), 0});
            } else if (line.event() instanceof Event.VersionDeleted e) {
                end(stays, e.version(), line.seq());
            } else if (line.event() instanceof Event.Transitioned e) {
                end(stays, e.version(), e.from().equals(stage) ? line.seq() : 0);
                if (e.replaced() != null) {
                    end(stays, e.replaced(), e.to().equals(stage) ? line.seq() : 0);
                    if (e.replacedTo().equals(stage)) {
                        stays.add(new long[] {e.replaced(), line.seq(), 0});
                    }
                }
                if (e.to().equals(stage)) {
                    stays.add(new long[] {e.version(), line.seq(), 0});
                }
            }
        }
        return stays;
    }

    private static void end(List<long[]> stays, int version, long line) {
        for (long[] stay : stays) {
            if (stay[0] == version && stay[2] == 0) {
                stay[2] = line;
            }
        }
    }

    /** Who stood in a stage after a line: by the line of entry, and by number if it was the same. */
    List<Integer> standing(String stage, long after) {
        return stays(stage).stream()
                .filter(stay -> stay[1] <= after && (stay[2] == 0 || stay[2] > after))
                .sorted((a, b) -> a[1] != b[1] ? Long.compare(b[1], a[1]) : Long.compare(b[0], a[0]))
                .map(stay -> (int) stay[0])
                .toList();
    }

    /** Version, line of entry and line of exit of each stay in a stage. */
    List<List<Long>> history(String stage) {
        return stays(stage).stream()
                .map(stay -> List.of(stay[0], stay[1], stay[2]))
                .sorted((a, b) -> !a.get(1).equals(b.get(1))
                        ? a.get(1).compareTo(b.get(1))
                        : a.get(0).compareTo(b.get(0)))
                .toList();
    }

    String stage(int version) {
        String stage = null;
        for (Entry line : lines) {
            if (line.event() instanceof Event.VersionRegistered e && e.version() == version) {
                stage = e.stage();
            } else if (line.event() instanceof Event.Transitioned e) {
                if (e.version() == version) {
                    stage = e.to();
                } else if (e.replaced() != null && e.replaced() == version) {
                    stage = e.replacedTo();
                }
            }
        }
        return stage;
    }

    /** The version that an alias names; none if that was deleted. */
    Optional<Integer> alias(String alias) {
        Integer named = null;
        for (Entry line : lines) {
            if (line.event() instanceof Event.AliasSet e && e.alias().equals(alias)) {
                named = e.version();
            } else if (line.event() instanceof Event.AliasRemoved e && e.alias().equals(alias)) {
                named = null;
            } else if (line.event() instanceof Event.VersionDeleted e && Objects.equals(e.version(), named)) {
                named = null;
            }
        }
        return Optional.ofNullable(named);
    }

    /** Notes on the model. */
    Map<String, String> tags() {
        Map<String, String> tags = new TreeMap<>();
        for (Entry line : lines) {
            if (line.event() instanceof Event.TagSet e && e.version() == null) {
                tags.put(e.key(), e.value());
            } else if (line.event() instanceof Event.TagRemoved e && e.version() == null) {
                tags.remove(e.key());
            } else if (line.event() instanceof Event.ModelDeleted) {
                tags.clear();
            }
        }
        return tags;
    }

    /** Notes on a version. */
    Map<String, String> tags(int version) {
        Map<String, String> tags = new TreeMap<>();
        for (Entry line : lines) {
            if (line.event() instanceof Event.VersionRegistered e && e.version() == version) {
                tags.putAll(e.tags());
            } else if (line.event() instanceof Event.TagSet e && Objects.equals(e.version(), version)) {
                tags.put(e.key(), e.value());
            } else if (line.event() instanceof Event.TagRemoved e && Objects.equals(e.version(), version)) {
                tags.remove(e.key());
            }
        }
        return tags;
    }

    /** Texts of the card by field. */
    Map<String, String> card() {
        Map<String, String> card = new TreeMap<>();
        for (Entry line : lines) {
            if (line.event() instanceof Event.CardEdited e) {
                card.remove(e.field());
                if (e.text() != null) {
                    card.put(e.field(), e.text());
                }
            } else if (line.event() instanceof Event.ModelDeleted) {
                card.clear();
            }
        }
        return card;
    }

    /** Lines that say something of one kind about a version. */
    List<Long> said(Class<? extends Event> kind, int version) {
        return lines.stream()
                .filter(line -> kind.isInstance(line.event()))
                .filter(line -> line.event() instanceof Event.VersionValidated e && e.version() == version
                        || line.event() instanceof Event.DriftChecked d && d.version() == version
                        || line.event() instanceof Event.Reviewed r && r.version() == version)
                .map(Entry::seq)
                .toList();
    }

    /** What the newest word of each person is, who has not taken it back. */
    Map<String, Event.Opinion> opinions(int version, String stage) {
        Map<String, Event.Opinion> opinions = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Entry line : lines) {
            if (line.event() instanceof Event.Reviewed e
                    && e.version() == version
                    && e.stage().equals(stage)
                    && line.actor().person() != null) {
                opinions.remove(line.actor().person());
                if (e.opinion() != Event.Opinion.WITHDRAWN) {
                    opinions.put(line.actor().person(), e.opinion());
                }
            }
        }
        return opinions;
    }

    /** When a line was written. */
    Instant time(long seq) {
        return lines.get((int) seq - 1).time();
    }

    int size() {
        return lines.size();
    }
}
