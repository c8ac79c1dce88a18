// Tables. Everything from the gateway goes in as text, never as markup.
const number = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const count = (value) => number.format(value ?? 0);

function cell(content, className = "") {
  const td = document.createElement("td");
  td.className = className;
  td.append(...(Array.isArray(content) ? content : [content ?? ""]));
  return td;
}

function fill(id, heads, rows, whenEmpty) {
  const table = document.getElementById(id);
  const head = document.createElement("thead");
  const line = document.createElement("tr");
  for (const [text, className] of heads) {
    const th = document.createElement("th");
    th.textContent = text;
    th.className = className ?? "";
    th.scope = "col";
    line.append(th);
  }
  head.append(line);
  const body = document.createElement("tbody");
  body.append(...rows.map((cells) => { const tr = document.createElement("tr"); tr.append(...cells); return tr; }));
  if (rows.length === 0) {
    const tr = document.createElement("tr");
    const td = cell(whenEmpty, "empty");
    td.colSpan = heads.length;
    tr.append(td);
    body.append(tr);
  }
  // A focused button keeps the table as it is until the next round.
  if (!table.contains(document.activeElement)) {
    table.replaceChildren(head, body);
  }
}

function span(className, text = "") {
  const element = document.createElement("span");
  element.className = className;
  element.textContent = text;
  return element;
}

function meter(used, max) {
  const element = document.createElement("meter");
  element.max = Math.max(max, 1);
  element.high = element.max * 0.9;
  element.value = used;
  element.textContent = `${used} of ${max}`;
  return [element, `${count(used)} / ${count(max)}`];
}

function button(text, onClick) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "plain";
  element.textContent = text;
  element.addEventListener("click", () => { element.blur(); onClick(); });
  return element;
}

function health(channel) {
  if (channel.paused) return ["warn", "paused"];
  if (channel.sessionsUp === 0) return ["bad", "down"];
  if (channel.share < 0.99) return ["warn", `slowed to ${Math.max(1, Math.round(channel.share * 100))} %`];
  return channel.sessionsUp < channel.sessionsMax ? ["warn", "partly up"] : ["good", "up"];
}

export function channels(list, rates, { onPause, onRate }) {
  fill(
    "channels",
    [["Channel"], ["State"], ["Sessions", "n"], ["Window"], ["Rate", "n"], ["Burst", "n"], ["Sent/s", "n"], ["Waiting", "n"], ["Sent", "n"], ["Not taken", "n"], ["Last trouble"], [""]],
    list.map((channel) => {
      const [mood, word] = health(channel);
      return [
        cell([span(`dot ${mood}`), channel.id, " ", span("quiet", channel.kind)], "name"),
        cell(span(`state ${mood}`, word)),
        cell(`${channel.sessionsUp} / ${channel.sessionsMax}`, "n"),
        cell(meter(channel.inFlight, channel.windowMax)),
        cell(`${count(channel.ratePerSecond)}/s`, "n"),
        cell(count(channel.burst), "n"),
        cell(count(rates[channel.id]), "n"),
        cell(count(channel.waiting), "n"),
        cell(count(channel.sent), "n"),
        cell(count(channel.failed), "n"),
        cell(channel.lastError ?? "none", "wide"),
        cell([button("Rate", () => onRate(channel)), button(channel.paused ? "Resume" : "Pause", () => onPause(channel))], "n"),
      ];
    }),
    "No channel is configured.",
  );
}

export function sessions(list) {
  fill(
    "sessions",
    [["Account"], ["Bind"], ["Version", "n"], ["From"], ["Window"], ["Submits", "n"], ["Delivers", "n"]],
    list.map((session) => [
      cell(session.account, "name"),
      cell(session.bind),
      cell(session.version, "n"),
      cell(session.remote, "mono"),
      cell(meter(session.inFlight, session.windowMax)),
      cell(count(session.submits), "n"),
      cell(count(session.delivers), "n"),
    ]),
    "Nobody is bound.",
  );
}

const EVENTS_SHOWN = 12;
const MOODS = { delivered: "good", read: "good", failed: "bad", rejected: "bad", expired: "bad", unknown: "warn", inbound: "good" };

export function events(list) {
  fill(
    "events",
    [["At"], ["Account"], ["Event"], ["Message"], ["To"], ["Channel"], ["Error"]],
    list.slice(0, EVENTS_SHOWN).map((event) => [
      cell(new Date(event.at).toLocaleTimeString("en-GB"), "mono"),
      cell(event.account),
      cell(span(`state ${MOODS[event.state] ?? ""}`, event.state + (event.late ? ", late" : ""))),
      cell(event.message ?? "", "mono"),
      cell(event.to, "mono"),
      cell(event.channel),
      cell(event.error ?? "", "wide"),
    ]),
    "No event yet: send a message.",
  );
}

export function accounts(list) {
  fill(
    "accounts",
    [["Account"], ["System id"], ["Binds", "n"], ["API keys", "n"], ["Rate", "n"], ["Numbers"]],
    list.map((account) => [
      cell(account.name, "name"),
      cell(account.systemId ?? "–", "mono"),
      cell(account.systemId ? `${count(account.binds)} / ${count(account.bindsMax)}` : "–", "n"),
      cell(count(account.apiKeys), "n"),
      cell(account.ratePerSecond ? `${count(account.ratePerSecond)}/s` : "no limit", "n"),
      cell(account.numbers.join(", ") || "–", "wide"),
    ]),
    "No account is configured.",
  );
}
