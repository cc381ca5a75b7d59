import type { EChartsOption } from "echarts";
import type { Growth, Point } from "../growth.ts";
import { number } from "../table.ts";
import { colours, svgOf } from "./svg.ts";

const columns = 2;
const panel = { width: 460, height: 300, left: 64, right: 28, top: 88, bottom: 58 };
/** Room for the chart's own title. */
const head = 60;
/** From here on lines near 1 would be flat on a plain axis. */
const steep = 8;

/** What grows, a small chart each: how many times its figure at the smallest size each line comes to. */
export function growthChart(growths: readonly Growth[]): string {
  const panels = [...new Set(growths.map(({ of }) => of))].map(
    (of) => [of, growths.filter((growth) => growth.of === of)] as const,
  );
  const rows = Math.ceil(panels.length / columns);
  const parts = panels.map(([of, lines], at) => panelOf(of, lines, at));
  const option: EChartsOption = {
    title: [
      {
        text: "As things grow",
        subtext: "Each line is a ratio to its own first point. Of µs less is better, of answers/s more",
        left: 16,
        top: 12,
      },
      ...parts.map(({ title }) => title),
    ],
    grid: parts.map(({ grid }) => grid),
    xAxis: parts.map(({ xAxis }) => xAxis),
    yAxis: parts.map(({ yAxis }) => yAxis),
    series: parts.flatMap(({ series }) => series),
  } as EChartsOption;
  const size = { width: columns * panel.width, height: head + rows * panel.height };
  return svgOf(
    "How calls slow down or speed up as licenses, devices, spaces, connections and journals grow",
    size,
    option,
  );
}

function panelOf(of: string, lines: readonly Growth[], at: number) {
  const left = (at % columns) * panel.width;
  const top = head + Math.floor(at / columns) * panel.height;
  const sizes = lines[0]?.points.map(({ size }) => size) ?? [];
  const ratios = lines.flatMap(({ points }) => points.map(({ ratio }) => ratio));
  return {
    title: {
      ...{ left: left + panel.left - 40, top: top + 6, itemGap: 6 },
      text: of[0]?.toUpperCase() + of.slice(1),
      textStyle: { fontSize: 14, color: colours.text },
      subtext: lines.map((line, index) => `{line${index}|${legendOf(line, index)}}`).join("\n"),
      subtextStyle: { rich: Object.fromEntries(lines.map((_, index) => [`line${index}`, inColour(index)])) },
    },
    grid: {
      ...{ left: left + panel.left, top: top + panel.top },
      width: panel.width - panel.left - panel.right,
      height: panel.height - panel.top - panel.bottom,
    },
    xAxis: sizeAxis(of, sizes, at),
    yAxis: ratioAxis(Math.max(...ratios), at),
    series: lines.map((line, index) => seriesOf(line, index, at, sizes[0] === 0)),
  };
}

/** Logarithmic, but for sizes that begin with none at all. */
function sizeAxis(name: string, sizes: readonly number[], gridIndex: number) {
  const named = { gridIndex, name, nameLocation: "middle", nameGap: 26, nameTextStyle: { color: colours.text } };
  const axisLabel = { color: colours.text, formatter: (size: number | string) => Number(size).toLocaleString("en") };
  if (sizes[0] === 0) return { ...named, axisLabel, type: "category", data: sizes.map(String) };
  const [min, max] = [sizes[0], sizes.at(-1) ?? 1];
  // Marks at powers of ten, or where the largest is none, at powers of four.
  const logBase = Number.isInteger(Math.log10(max)) ? 10 : 4;
  return { ...named, ...{ min, max, logBase }, axisLabel, type: "log", splitLine: { show: false } };
}

function ratioAxis(highest: number, gridIndex: number) {
  const named = { gridIndex, name: "× the first", nameLocation: "middle", nameGap: 36 };
  const look = {
    nameTextStyle: { color: colours.text },
    axisLabel: { color: colours.text },
    splitLine: { lineStyle: { color: colours.grid } },
  };
  if (highest > steep) return { ...named, ...look, type: "log", min: 0.1 };
  return { ...named, ...look, type: "value", min: 0, max: Math.max(2, Math.ceil(highest)), splitNumber: 4 };
}

function seriesOf({ work, points }: Growth, index: number, panelIndex: number, byCategory: boolean) {
  const place = ({ size, ratio }: Point) => [byCategory ? String(size) : size, ratio];
  return {
    name: work,
    type: "line",
    ...{ xAxisIndex: panelIndex, yAxisIndex: panelIndex, clip: false },
    ...{ symbol: symbols[index % symbols.length], symbolSize: 8 },
    lineStyle: { width: 2 },
    color: colourOf(index),
    data: points.map(place),
  };
}

/** Lines differ by shape too, for those who cannot tell the colours. */
const symbols = ["circle", "rect", "triangle"];
const marks = ["●", "■", "▲"];

function legendOf({ work, unit, points }: Growth, index: number): string {
  const [first, last] = [points[0], points.at(-1)].map((point) => number(point?.value ?? Number.NaN));
  return `${marks[index % marks.length]} ${work}: ${first} → ${last} ${unit}, ${points.at(-1)?.ratio.toFixed(2)} ×`;
}

function inColour(index: number) {
  return { color: colourOf(index), fontSize: 12, lineHeight: 16 };
}

function colourOf(index: number): string {
  return colours.lines[index % colours.lines.length] ?? colours.text;
}
