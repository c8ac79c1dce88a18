package dev.heliograph.ingress.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.heliograph.admission.Admitted;
import dev.heliograph.admission.Draft;
import dev.heliograph.admission.Verdict;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A body of {@code application/json}: one message, or an array of them that is read as a whole before any of it is admitted. */
final class JsonSubmit {
    private final Call call;
    private final @Nullable String key;
    private final boolean dryRun;

    JsonSubmit(Call call, @Nullable String key, boolean dryRun) {
        this.call = call;
        this.key = key;
        this.dryRun = dryRun;
    }

    void read(Buffer body) {
        try (JsonParser json = call.loop.parser(body)) {
            JsonToken first = json.nextToken();
            if (first == null) {
                call.problem(Problem.INVALID_JSON, "the body is empty");
            } else if (first == JsonToken.START_ARRAY) {
                batch(json);
            } else {
                Submission submission = submission(json, -1);
                if (isWhole(json)) {
                    single(submission);
                }
            }
        } catch (JsonProcessingException malformed) {
            call.problem(Problem.INVALID_JSON, Malformed.detail(malformed));
        } catch (IOException e) {
            throw new AssertionError("an array in memory cannot fail to be read", e);
        }
    }

    private boolean isWhole(JsonParser json) throws IOException {
        if (json.nextToken() == null) {
            return true;
        }
        call.problem(Problem.INVALID_JSON, "the body goes on after its first value; send several messages as an array");
        return false;
    }

    private Submission submission(JsonParser json, int index) throws IOException {
        MessageReader reader = call.loop.reader;
        if (!reader.read(json)) {
            return new Submission(null, "", reader.faults().copy());
        }
        MessageForm form = reader.form();
        Draft draft = form.draft(call.account(), call.loop.fingerprint.of(form, key, index));
        return new Submission(draft, form.textPointer, List.of());
    }

    // ---- one

    private void single(Submission submission) {
        Draft draft = submission.draft();
        if (draft == null) {
            call.problem(Problem.INVALID_MESSAGE, "", submission.faults());
        } else if (dryRun) {
            call.loop.api.admission().explain(draft, call.loop.owner, explanation -> {
                AnswerJson.explanation(call.loop.json.clear(), explanation, submission.textPointer());
                call.json(200);
            });
        } else {
            call.loop.admit(draft, admitted -> answer(admitted, submission));
        }
    }

    private void answer(Admitted admitted, Submission submission) {
        if (admitted.verdict().isAccepted()) {
            if (admitted.verdict() == Verdict.DUPLICATE) {
                call.header(AnswerJson.REPLAYED, "true");
            }
            AnswerJson.accepted(call.loop.json.clear(), admitted);
            call.json(202);
        } else {
            call.refusal(admitted, submission.textPointer());
        }
    }

    // ---- many

    private void batch(JsonParser json) throws IOException {
        int batchMax = call.loop.limits().batchMax();
        List<Submission> batch = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (batch.size() == batchMax) {
                call.problem(
                        Problem.BATCH_TOO_LONG,
                        "at most " + batchMax + " messages; more go into a stream of " + MediaTypes.NDJSON);
                return;
            }
            batch.add(submission(json, batch.size()));
        }
        if (!isWhole(json)) {
            return;
        }
        if (dryRun) {
            Submit.parameter(call, new Fault(Fault.Place.PARAMETER, "dryRun", "takes one message, not an array"));
        } else if (Submit.isBatchKey(call, key)) {
            new Batch(batch).admit();
        }
    }

    /** The messages of one array, and what became of them so far. */
    private final class Batch {
        private final List<Submission> submissions;
        private final @Nullable Admitted[] answers;
        private int missing;

        Batch(List<Submission> submissions) {
            this.submissions = submissions;
            this.answers = new Admitted[submissions.size()];
            this.missing = submissions.size();
        }

        void admit() {
            if (missing == 0) {
                answer();
            }
            for (int i = 0; i < submissions.size(); i++) {
                int index = i;
                Draft draft = submissions.get(i).draft();
                if (draft == null) {
                    arrived();
                } else {
                    call.loop.admit(draft, admitted -> {
                        answers[index] = admitted;
                        arrived();
                    });
                }
            }
        }

        private void arrived() {
            if (--missing == 0) {
                answer();
            }
        }

        private void answer() {
            var json = call.loop.json.clear().beginArray();
            for (int i = 0; i < answers.length; i++) {
                Admitted admitted = answers[i];
                if (admitted == null) {
                    AnswerJson.item(
                            json,
                            i,
                            Problem.INVALID_MESSAGE,
                            "",
                            submissions.get(i).faults());
                } else {
                    AnswerJson.item(json, i, admitted, submissions.get(i).textPointer());
                }
            }
            json.endArray();
            call.json(200);
        }
    }

    /**
     * A message as it was read.
     *
     * @param draft null when it has faults
     * @param textPointer where its words were
     */
    private record Submission(@Nullable Draft draft, String textPointer, List<Fault> faults) {}
}
