package io.jenkins.plugins.modeldelivery.registry;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds models by what their summaries say. */
final class Catalogue {

    private static final System.Logger LOGGER = System.getLogger(Catalogue.class.getName());

    private final Source source;

    /** Where models are read. */
    interface Source {
        /** Empty: there is no such model. */
        Optional<Model> find(ModelName name) throws IOException;
    }

    Catalogue(Source source) {
        this.source = source;
    }

    Optional<Summary> summary(ModelName name) throws IOException {
        return source.find(name).map(Summary::of);
    }

    /** @param names of all models that may be found, sorted */
    Listing search(ModelQuery query, List<ModelName> names, List<String> stages, Predicate<ModelName> visible) {
        long begun = System.nanoTime();
        List<ModelName> candidates = names.stream()
                .filter(name -> Search.within(query.folder(), name))
                .filter(visible)
                .toList();
        int read = candidates.size();
        Search search = new Search(query, stages);
        List<Summary> found = new ArrayList<>();
        for (ModelName name : candidates) {
            readable(name).filter(search::finds).ifPresent(found::add);
        }
        found.sort(search.order());
        int page = Math.min(query.page(), Listing.pages(found.size(), query.size()));
        List<Summary> rows = found.subList((page - 1) * query.size(), Math.min(page * query.size(), found.size()));
        return new Listing(rows, found.size(), page, query.size(), read, Duration.ofNanos(System.nanoTime() - begun));
    }

    /** A model whose ledger cannot be read is listed, too, with what is wrong; the others are none the worse for it. */
    private Optional<Summary> readable(ModelName name) {
        try {
            return summary(name);
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.WARNING, "The ledger of '" + name + "' cannot be read", e);
            return Optional.of(Summary.unreadable(name, "The ledger cannot be read: " + e.getMessage()));
        }
    }
}
