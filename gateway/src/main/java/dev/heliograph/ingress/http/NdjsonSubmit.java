package dev.heliograph.ingress.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.heliograph.admission.Admitted;
import dev.heliograph.admission.Draft;
import dev.heliograph.admission.Pressure;
import dev.heliograph.egress.json.JsonBytes;
import dev.heliograph.ingress.http.LineSplitter.Found;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A body of {@code application/x-ndjson}: a message a line, answered line by line in the order in which admission is done with them, as long as the client likes.
 *
 * <p>The request is paused while too many items wait for admission, or while the client does not read its answers; so a stream of any length takes the memory of
 * one piece of it. Answers of one turn of the loop leave in one write.
 */
final class NdjsonSubmit {
    private static final int ANSWERS_BYTES = 8 << 10;
    /** Answers that wait for the end of the turn; beyond it they are written at once. */
    private static final int ANSWERS_BYTES_MAX = 32 << 10;

    private final Call call;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final @Nullable String key;
    private final Pressure.AccountLoad load;
    private final int inFlightMax;
    private final LineSplitter lines;
    private final JsonBytes answers = new JsonBytes(ANSWERS_BYTES);
    private final @Nullable Items items;
    private long index;
    private int inFlight;
    /** Lines taken before the valve is asked again. */
    private int takenAnyway;

    private boolean shut;
    private boolean working;
    private boolean paused;
    private boolean flushDue;
    private boolean ended;
    private boolean lastTaken;
    private boolean told;

    /** What is done with the lines of a stream whose items are no messages. */
    interface Items {
        /**
         * Answers by {@link NdjsonSubmit#refuse} at once, or by {@link NdjsonSubmit#begun} now and {@link NdjsonSubmit#ended} later.
         *
         * @param line its own copy
         */
        void item(long number, byte[] line, NdjsonSubmit stream);

        /**
         * The client has sent all of them. May {@link NdjsonSubmit#refuse} one more.
         *
         * @param number behind the last
         */
        void whole(long number, NdjsonSubmit stream);

        /** There are no more, or the client is gone. */
        void over();
    }

    NdjsonSubmit(Call call, @Nullable String key) {
        this(call, key, null);
    }

    /** @param items null for messages */
    NdjsonSubmit(Call call, @Nullable String key, @Nullable Items items) {
        this.items = items;
        this.call = call;
        this.request = call.request;
        this.response = call.response();
        this.key = key;
        this.load = call.loop.valve.pressure().of(call.account().name());
        this.inFlightMax = call.loop.limits().ndjsonInFlightMax();
        this.lines = new LineSplitter(call.loop.limits().ndjsonLineBytesMax());
    }

    /** @param number of the first item, where a stream goes on with what an earlier one began */
    void startAt(long number) {
        index = number;
        start();
    }

    void start() {
        if (!Expectation.isMet(call)) {
            over();
            return;
        }
        call.answers();
        call.head(200).putHeader(HttpHeaders.CONTENT_TYPE, MediaTypes.NDJSON).setChunked(true);
        response.exceptionHandler(broken -> over()); // the items under way go on; nobody hears their answers
        response.closeHandler(gone -> over());
        response.drainHandler(room -> work());
        request.exceptionHandler(broken -> {
            ended = true;
            over();
        });
        request.handler(piece -> {
            // Once the client is gone nobody can be answered: what still comes is dropped, and the lines left with it.
            if (!call.isOver()) {
                lines.add(piece.getBytes());
                work();
            }
        });
        request.endHandler(end -> {
            ended = true;
            work();
        });
    }

    /** Takes lines as long as there are any and nothing is in the way. */
    private void work() {
        if (working || call.isOver()) {
            return;
        }
        working = true;
        boolean more = true;
        while (more && inFlight < inFlightMax && !response.writeQueueFull() && !isShut()) {
            more = take(lines.next());
        }
        if (!more && ended && !lastTaken) {
            lastTaken = true;
            take(lines.last());
            if (items != null) {
                items.whole(index, this);
            }
        }
        working = false;
        pauseOrGoOn(more);
        if (lastTaken && inFlight == 0) {
            flush();
            over();
            call.endStream();
        }
    }

    private void over() {
        if (items != null && !told) {
            told = true;
            items.over();
        }
    }

    /** Takes no more lines for a moment when the node is under pressure. */
    private boolean isShut() {
        if (!shut) {
            if (takenAnyway > 0) {
                takenAnyway--;
            } else {
                shut = call.loop.valve.shuts(load, this::goOn);
            }
        }
        return shut;
    }

    private void goOn(int atMost) {
        shut = false;
        takenAnyway = atMost;
        work();
    }

    private void pauseOrGoOn(boolean linesLeft) {
        if (linesLeft && !paused) {
            paused = true;
            request.pause();
        } else if (!linesLeft && paused) {
            paused = false;
            request.resume();
        }
    }

    /** @return whether there may be more lines in this piece */
    private boolean take(Found found) {
        switch (found) {
            case LINE -> {
                if (!lines.isBlank()) {
                    item(index++);
                }
                return true;
            }
            case TOO_LONG -> {
                String detail = "at most " + call.loop.limits().ndjsonLineBytesMax() + " bytes a line";
                AnswerJson.item(answers, index++, Problem.LINE_TOO_LONG, detail, List.of());
                endAnswer();
                return true;
            }
            default -> {
                return false;
            }
        }
    }

    /** An item waits for its answer. */
    void begun() {
        inFlight++;
    }

    /** @param answer writes what is said of an item that {@link #begun} */
    void ended(Consumer<JsonBytes> answer) {
        inFlight--;
        answer.accept(answers);
        endAnswer();
    }

    private void item(long number) {
        if (items != null) {
            items.item(number, Arrays.copyOfRange(lines.bytes(), lines.from(), lines.to()), this);
            return;
        }
        MessageReader reader = call.loop.reader;
        try (JsonParser json = call.loop.parser(lines.bytes(), lines.from(), lines.to())) {
            json.nextToken();
            boolean valid = reader.read(json);
            if (json.nextToken() != null) {
                refuse(number, Problem.INVALID_JSON, "the line goes on after its first value", List.of());
            } else if (!valid) {
                refuse(number, Problem.INVALID_MESSAGE, "", reader.faults().copy());
            } else {
                admit(number, reader.form());
            }
        } catch (JsonProcessingException malformed) {
            refuse(number, Problem.INVALID_JSON, Malformed.detail(malformed), List.of());
        } catch (IOException e) {
            throw new AssertionError("an array in memory cannot fail to be read", e);
        }
    }

    private void admit(long number, MessageForm form) {
        Draft draft = form.draft(call.account(), call.loop.fingerprint.of(form, key, number));
        String textPointer = form.textPointer;
        inFlight++;
        call.loop.admit(draft, admitted -> answer(number, admitted, textPointer));
    }

    private void answer(long number, Admitted admitted, String textPointer) {
        inFlight--;
        AnswerJson.item(answers, number, admitted, textPointer);
        endAnswer();
    }

    void refuse(long number, Problem problem, String detail, List<Fault> faults) {
        AnswerJson.item(answers, number, problem, detail, faults);
        endAnswer();
    }

    private void endAnswer() {
        answers.raw('\n');
        if (answers.length() >= ANSWERS_BYTES_MAX) {
            flush();
        } else if (!flushDue) {
            flushDue = true;
            call.loop.context.runOnContext(turn -> {
                flushDue = false;
                flush();
                work();
            });
        }
    }

    private void flush() {
        if (answers.length() > 0) {
            if (!call.isOver()) {
                response.write(Buffer.buffer(answers.length()).appendBytes(answers.array(), 0, answers.length()));
            }
            answers.clear();
        }
    }
}
