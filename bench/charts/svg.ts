import { type EChartsOption, init } from "echarts";

/** Size of a drawing in pixels. */
export interface Size {
  width: number;
  height: number;
}

/** Colours that can be told apart by those who see few colours too, on a background of the drawing's own. */
export const colours = {
  background: "#ffffff",
  text: "#1f2937",
  grid: "#e5e7eb",
  good: "#0f766e",
  bad: "#c2410c",
  lines: ["#1d4ed8", "#c2410c", "#0f766e"],
} as const;

const font = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif";

/**
 * Draws a chart as a text of SVG that needs nothing else to be seen: it stands still, and has a background of its own, so
 * that it reads on dark pages as on light ones.
 *
 * @param title what it shows, for those who cannot see it
 */
export function svgOf(title: string, size: Size, option: EChartsOption): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, ...size });
  try {
    chart.setOption({
      animation: false,
      backgroundColor: colours.background,
      textStyle: { fontFamily: font, color: colours.text },
      ...option,
    });
    const svg = chart
      .renderToSVGString()
      .replace(/<style[^>]*>.*?<\/style>\n?/s, "") // how it looks under a pointer
      .replace(/^<svg ([^>]*)>/, `<svg role="img" $1>\n<title>${escaped(title)}</title>`);
    return `${svg}\n`;
  } finally {
    chart.dispose();
  }
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
