import type { EChartsOption } from "echarts";
import { judgedRatio, type Row } from "../report.ts";
import { goalOf, number } from "../table.ts";
import { colours, svgOf } from "./svg.ts";

const rowHeight = 36;

/** Each row of the goals: how many times as good as its goal it is. */
export function goalsChart(rows: readonly Row[]): string {
  const powers = rows.map((row) => Math.log2(timesAsGood(row)));
  const min = Math.min(-1, Math.floor(Math.min(...powers)));
  const max = Math.max(1, Math.ceil(Math.max(...powers)));
  const option: EChartsOption = {
    title: { text: "Against the goals", subtext: "Right of the line a goal is met", left: 16, top: 12 },
    grid: { left: 410, right: 190, top: 76, bottom: 56 },
    ...{ xAxis: timesAxis(min, max), yAxis: nameAxis(rows) },
    series: [
      {
        type: "bar",
        barWidth: 16,
        data: rows.map((row, at) => barOf(row, powers[at] ?? 0)),
        markLine: {
          ...{ silent: true, symbol: "none", label: { show: false } },
          lineStyle: { color: colours.text, type: "solid", width: 1.5 },
          data: [{ xAxis: 0 }],
        },
      },
    ],
  };
  return svgOf("How near each goal of speed is", { width: 1000, height: 140 + rows.length * rowHeight }, option);
}

/** Twice as good is as far to the right as half as good is to the left: powers of two on a plain axis. */
function timesAxis(min: number, max: number): NonNullable<EChartsOption["xAxis"]> {
  return {
    type: "value",
    ...{ min, max, interval: 1 },
    name: "times as good as the goal (logarithmic)",
    ...{ nameLocation: "middle", nameGap: 30, nameTextStyle: { color: colours.text } },
    axisLabel: { color: colours.text, formatter: (power: number) => `${2 ** power} ×` },
    splitLine: { lineStyle: { color: colours.grid } },
  };
}

function nameAxis(rows: readonly Row[]): NonNullable<EChartsOption["yAxis"]> {
  return {
    type: "category",
    inverse: true,
    data: rows.map(({ name }) => name),
    axisLabel: { width: 390, overflow: "break", lineHeight: 15, color: colours.text },
    ...{ axisTick: { show: false }, axisLine: { show: false, onZero: false } },
  };
}

function barOf(row: Row, value: number) {
  const { met, ours, unit } = row;
  const ratio = judgedRatio(row);
  const figure = ratio === undefined ? `${number(ours)} ${unit}` : `${ratio.toFixed(2)} ×`;
  return {
    value,
    itemStyle: { color: met ? colours.good : colours.bad },
    label: {
      show: true,
      position: "right" as const,
      color: colours.text,
      formatter: `${figure}, goal ${goalOf(row)}: ${met ? "met" : "missed"}`,
    },
  };
}

function timesAsGood(row: Row): number {
  const { goal, ours } = row;
  const value = judgedRatio(row) ?? ours;
  return "atLeast" in goal ? value / goal.atLeast : goal.atMost / value;
}
