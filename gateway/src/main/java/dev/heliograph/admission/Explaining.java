package dev.heliograph.admission;

import dev.heliograph.message.Content;
import dev.heliograph.message.Step;
import dev.heliograph.routing.Asked;
import dev.heliograph.routing.Recall;
import dev.heliograph.routing.RouteChoice;
import dev.heliograph.routing.Routes;
import dev.heliograph.sms.EncodingChoice;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Says what would become of a submission, and why. */
final class Explaining {
    private final Replies replies;
    private final Recall recall;
    private final Drafts drafts;
    private final GateOptions options;
    private final LongSupplier wallMillis;

    Explaining(Replies replies, Recall recall, Drafts drafts, GateOptions options, LongSupplier wallMillis) {
        this.replies = replies;
        this.recall = recall;
        this.drafts = drafts;
        this.options = options;
        this.wallMillis = wallMillis;
    }

    /** See {@link Admission#explain}. */
    void explain(Draft draft, Routes table, Executor owner, Consumer<Explanation> answer) {
        if (Replies.isOpen(draft)) {
            replies.resolve(
                    draft,
                    owner,
                    whole -> explain(whole, table, owner, answer),
                    refusal -> answer.accept(new Explanation(refusal, "", 0, 0, List.of(), List.of())));
            return;
        }
        int segments = Sizing.segments(draft.content(), options);
        Asked asked = drafts.asked(draft, segments);
        List<Step> fixed = table.fixedSteps(asked);
        if (fixed != null) {
            answer.accept(explanation(draft, segments, fixed, table.explain(asked)));
        } else {
            recall.of(
                    draft.account().name(),
                    draft.to(),
                    draft.identities(),
                    owner,
                    known -> answer.accept(explanation(
                            draft, segments, table.choose(asked, known).steps(), table.explain(asked, known))));
        }
    }

    private Explanation explanation(Draft draft, int segments, List<Step> route, List<RouteChoice> choices) {
        Admitted admitted = Rules.check(draft, options, wallMillis.getAsLong());
        if (admitted == null) {
            admitted = drafts.checkWay(route, segments);
        }
        if (admitted == null) {
            admitted = new Admitted(Verdict.ACCEPTED, 0, segments, "", "", 0);
        }
        String encoding = "as submitted";
        int units = 0;
        if (draft.content() instanceof Content.Text text) {
            EncodingChoice choice = EncodingChoice.of(text.text(), options.encoding());
            encoding = Sizing.nameOf(choice.alphabet());
            units = choice.units();
        } else if (draft.content() instanceof Content.Sms sms) {
            units = sms.userData().length;
        } else if (draft.content() instanceof Content.Rich) {
            encoding = "rich";
        }
        List<Explanation.Considered> considered = choices.stream()
                .map(choice -> new Explanation.Considered(choice.channel(), choice.taken(), choice.why()))
                .toList();
        return new Explanation(admitted, encoding, units, segments, route, considered);
    }
}
