/**
 * SMPP for Gatling: a protocol, and the requests bind, submit and unbind. It knows nothing of this gateway's own, so it loads any message centre.
 *
 * <pre>{@code
 * SmppProtocol protocol = smpp("127.0.0.1", 2775).credentials("demo", "demo").window(50);
 *
 * ScenarioBuilder esme = scenario("esme")                               // a user is a session
 *         .exec(smpp("bind").bind())
 *         .repeat(1_000).on(exec(smpp("submit")
 *                 .submit(user -> Submission.of(new SmBuilder()
 *                         .destination(SmppAddress.international("393331234567"))
 *                         .registeredDelivery(RegisteredDelivery.FINAL)
 *                         .shortMessage("Hello".getBytes(US_ASCII)).submitSm()))
 *                 .pipelined()))                                        // goes on as soon as the window has room
 *         .exec(smpp("unbind").unbind());
 *
 * setUp(esme.injectOpen(rampUsers(20).during(10))).protocols(protocol);
 * }</pre>
 *
 * <p><b>A user is a message</b> instead, which is what an open model needs: {@code protocol.shared(4)} binds four sessions before the run, and users that did not
 * bind submit over them. Messages to one recipient always go over the same session, so that they stay in order. What finds no room in a window waits, for at most
 * {@link SmppProtocol#patience}, and the waiting counts as response time.
 *
 * <p><b>When the user goes on</b>: with the answer; {@link SubmitBuilder#pipelined} once it is written; {@link SubmitBuilder#awaitReceipt} with the final receipt, which is
 * in the report as a request of its own, by the name of the submit with {@code " receipt"} behind it. Receipts are matched by the id of the answer, over all sessions
 * of the protocol. A command_status other than 0 is a failed request with the status's name as its message. No answer in a minute ends the session; a shared one
 * is not bound again, and what follows fails as "not bound".
 *
 * <p><b>Microseconds</b>: Gatling's clock counts milliseconds. {@link SmppProtocol#listener} is told all times as {@link System#nanoTime}.
 *
 * <p>All sessions of a protocol live on one event loop of its own; nothing here blocks a thread of Gatling.
 */
@NullMarked
package dev.heliograph.loadtest.gatling.smpp;

import org.jspecify.annotations.NullMarked;
