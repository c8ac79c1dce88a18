// The operations console: asks the admin API once a second and shows what it says.
import * as api from "./api.js";
import { Chart } from "./charts.js";
import * as tables from "./tables.js";

const PERIOD_MILLIS = 1000;
const ACCOUNTS_EVERY = 10;
const $ = (id) => document.getElementById(id);
const number = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

let charts = null;
let last = null;
let timer = null;
let round = 0;

function show(signedIn) {
  $("gate").hidden = signedIn;
  $("board").hidden = !signedIn;
  $("leave").hidden = !signedIn;
}

function leave(why = "") {
  clearTimeout(timer);
  api.token.forget();
  last = null;
  show(false);
  $("refusal").textContent = why;
  $("token").value = "";
  $("token").focus();
}

function duration(millis) {
  const minutes = Math.floor(millis / 60000);
  const parts = [[Math.floor(minutes / 1440), "d"], [Math.floor(minutes / 60) % 24, "h"], [minutes % 60, "min"]];
  const shown = parts.filter(([value]) => value > 0).slice(0, 2);
  return shown.length ? shown.map(([value, unit]) => `${value} ${unit}`).join(" ") : `${Math.floor(millis / 1000)} s`;
}

const perSecond = (now, before, seconds) => (before === undefined ? 0 : Math.max(0, now - before) / seconds);

function draw(now) {
  const seconds = last ? Math.max(0.2, (now.uptimeMillis - last.uptimeMillis) / 1000) : 1;
  const before = last?.totals ?? now.totals;
  const rate = (name) => perSecond(now.totals[name], before[name], seconds);
  const sentBefore = Object.fromEntries((last?.channels ?? []).map((channel) => [channel.id, channel.sent]));
  const rates = Object.fromEntries(now.channels.map((channel) => [channel.id, perSecond(channel.sent, sentBefore[channel.id], seconds)]));

  $("node").textContent = `${now.node} · ${now.version}`;
  $("ready").textContent = now.ready ? "ready" : now.reasons.join("; ");
  $("ready").title = $("ready").textContent;
  $("ready").className = `pill ${now.ready ? "good" : "bad"}`;
  const warnings = now.warnings ?? [];
  $("warnings").textContent = warnings.join(" · ");
  $("warnings").hidden = warnings.length === 0;
  $("uptime").textContent = `up ${duration(now.uptimeMillis)}`;
  $("now-accepted").textContent = number.format(rate("accepted"));
  $("now-sent").textContent = number.format(rate("sent"));
  $("now-receipts").textContent = number.format(rate("receipts"));
  $("now-waiting").textContent = number.format(now.totals.waiting);
  $("now-pressure").textContent = number.format(Math.round(now.pressure * 100));
  const millis = (micros) => (micros == null ? null : micros / 1000);
  $("now-latency").textContent = now.latency.p99Micros == null ? "–" : number.format(millis(now.latency.p99Micros));
  $("sessions-count").textContent = now.sessionsTotal ? number.format(now.sessionsTotal) : "";

  tables.channels(now.channels, rates, { onPause: pause, onRate: openRate });
  tables.sessions(now.sessions);
  tables.events(now.events);

  const at = Date.now() / 1000;
  if (last) {
    charts.flow.push(at, { Accepted: rate("accepted"), Sent: rate("sent"), Receipts: rate("receipts") });
    charts.trouble.push(at, { Refused: rate("refused"), Failed: rate("failed") });
  }
  charts.waiting.push(at, Object.fromEntries(now.channels.map((channel) => [channel.id, channel.waiting])));
  charts.latency.push(at, { p50: millis(now.latency.p50Micros), p99: millis(now.latency.p99Micros) });
  last = now;
}

async function tick() {
  try {
    const now = await api.overview();
    if (!api.token.get()) return;
    show(true);
    charts ??= { flow: new Chart("chart-flow"), waiting: new Chart("chart-waiting"), latency: new Chart("chart-latency"), trouble: new Chart("chart-trouble") };
    $("stale").hidden = true;
    draw(now);
    if (round++ % ACCOUNTS_EVERY === 0) {
      const accounts = (await api.accounts()).accounts;
      tables.accounts(accounts);
      $("accounts-count").textContent = number.format(accounts.length);
    }
  } catch (error) {
    if (error instanceof api.Refused) {
      leave(error.message);
      return;
    }
    $("stale").hidden = false;
    if (!last) {
      show(true);
    }
  }
  timer = setTimeout(tick, PERIOD_MILLIS);
}

async function pause(channel) {
  try {
    await api.changeChannel(channel.id, { paused: !channel.paused });
  } catch (error) {
    $("stale").textContent = error.message;
    $("stale").hidden = false;
  }
}

let changing = null;

function openRate(channel) {
  changing = channel;
  $("change-channel").textContent = channel.id;
  $("change-rate").value = channel.ratePerSecond;
  $("change-burst").value = channel.burst;
  $("change-refusal").textContent = "";
  $("change").showModal();
}

$("change-cancel").addEventListener("click", () => $("change").close());
$("change").addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    await api.changeChannel(changing.id, { rate: `${$("change-rate").value.trim()}/s`, burst: Number($("change-burst").value) });
    $("change").close();
  } catch (error) {
    $("change-refusal").textContent = error.message;
  }
});

$("reload").addEventListener("click", async () => {
  try {
    $("reloaded").textContent = (await api.reload()).detail;
    round = 0;
  } catch (error) {
    $("reloaded").textContent = error.message;
  }
});

$("sign-in").addEventListener("submit", (event) => {
  event.preventDefault();
  api.token.set($("token").value.trim());
  $("refusal").textContent = "";
  tick();
});
$("leave").addEventListener("click", () => leave());

const THEME = "heliograph-theme";
function theme(name) {
  document.documentElement.dataset.theme = name;
  localStorage.setItem(THEME, name);
  Object.values(charts ?? {}).forEach((chart) => chart.draw());
}
theme(localStorage.getItem(THEME) ?? (matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark"));
$("theme").addEventListener("click", () => theme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"));

if (api.token.get()) {
  tick();
} else {
  show(false);
}
