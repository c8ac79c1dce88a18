// Line charts over the last minutes, each with its own short history.
import uPlot from "./vendor/uplot/uPlot.esm.js";

const POINTS_MAX = 300;
const HEIGHT = 190;
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const short = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

export class Chart {
  #box;
  #labels = [];
  #data = [[]];
  #plot = null;

  constructor(id) {
    this.#box = document.getElementById(id);
    new ResizeObserver(() => this.#plot?.setSize({ width: this.#box.clientWidth, height: HEIGHT })).observe(this.#box);
  }

  /** @param values numbers by label; a new label begins a new line */
  push(seconds, values) {
    let grown = false;
    for (const label of Object.keys(values)) {
      if (!this.#labels.includes(label)) {
        this.#labels.push(label);
        this.#data.push(new Array(this.#data[0].length).fill(null));
        grown = true;
      }
    }
    this.#data[0].push(seconds);
    this.#labels.forEach((label, i) => this.#data[i + 1].push(values[label] ?? null));
    if (this.#data[0].length > POINTS_MAX) {
      this.#data.forEach((column) => column.shift());
    }
    if (grown || !this.#plot) {
      this.draw();
    } else {
      this.#plot.setData(this.#data);
    }
  }

  /** Draws anew, in the colours of the theme. */
  draw() {
    this.#plot?.destroy();
    const axis = {
      stroke: css("--quiet"),
      grid: { stroke: css("--line"), width: 1 },
      ticks: { stroke: css("--line"), width: 1 },
      font: "11px system-ui, sans-serif",
    };
    this.#plot = new uPlot(
      {
        width: this.#box.clientWidth,
        height: HEIGHT,
        cursor: { y: false, points: { size: 6 } },
        scales: { y: { range: (_, min, max) => [0, Math.max(max * 1.1, 1)] } },
        axes: [
          { ...axis, values: [[1, "{HH}:{mm}:{ss}", null, null, null, null, null, null, 1]], space: 90 },
          { ...axis, size: 46, values: (_, ticks) => ticks.map((tick) => short.format(tick)) },
        ],
        legend: { markers: { width: 0, fill: (plot, i) => plot.series[i].stroke(plot, i) } },
        series: [
          {},
          ...this.#labels.map((label, i) => ({
            label,
            stroke: css(`--c${(i % 6) + 1}`),
            width: 2,
            points: { show: false },
            value: (_, value) => (value == null ? "" : short.format(value)),
          })),
        ],
      },
      this.#data,
      this.#box,
    );
  }
}
