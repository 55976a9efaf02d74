package io.jenkins.plugins.modeldelivery.watch;

import io.jenkins.plugins.modeldelivery.registry.Model;
import java.util.List;

/**
 * A stage has another champion: a version was promoted into it, or it was rolled back. What serves there is another one
 * either way.
 *
 * @param stage that is watched
 */
public record PromotionRule(String stage) implements Rule {

    @Override
    public List<Occurrence> after(Model model, long seq) {
        return model.transitions().stream()
                .filter(move -> move.seq() > seq && move.event().to().equals(stage))
                .map(move -> new Occurrence(
                        move.seq(),
                        move.time(),
                        move.event().version(),
                        stage,
                        new Occurrence.Promoted(
                                move.event().kind(),
                                move.event().from(),
                                move.event().replaced(),
                                move.event().reason(),
                                move.actor().phrase())))
                .toList();
    }
}
