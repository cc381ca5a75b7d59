import { sha256 } from "@noble/hashes/sha2.js";
import { toBase64 } from "../../api/base64.ts";
import { type Html, html } from "./html-text.ts";
import { worstFirst } from "./html-verdict.ts";
import type { RunReport } from "./report.ts";
import { verdictNames } from "./wording.ts";

/** Narrows the page to cases with a word or a verdict. Without scripts the form stays hidden and all is shown. */
export const script = `
(() => {
  const form = document.querySelector(".search");
  if (!form) return;
  const cases = [...document.querySelectorAll("article.case, .chips li, .matrix details")];
  const [words, verdict] = [form.elements.words, form.elements.verdict];
  const narrow = () => {
    const wanted = words.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let shown = 0;
    for (const one of cases) {
      const text = ((one.id || "") + " " + (one.dataset.id || "") + " " + one.textContent).toLowerCase();
      const fits = (!verdict.value || !one.dataset.verdict || one.dataset.verdict === verdict.value)
        && wanted.every((word) => text.includes(word));
      one.hidden = !fits;
      if (fits && one.matches(".chips li")) shown += 1;
    }
    for (const one of document.querySelectorAll(".matrix details")) {
      const isEmpty = !one.querySelector(".chips li:not([hidden])");
      one.hidden = isEmpty;
      one.open = !isEmpty && (wanted.length > 0 || verdict.value !== "");
    }
    form.querySelector("output").value = shown + " shown";
  };
  form.hidden = false;
  form.addEventListener("input", narrow);
  form.addEventListener("submit", (event) => event.preventDefault());
  narrow();
})();
`;

/** By which the page's policy lets just this script run. */
export const scriptHash = `sha256-${toBase64(sha256(new TextEncoder().encode(script)))}`;

/** The words and the verdict to look for. */
export function searchForm({ cases, summary: { verdicts } }: RunReport): Html {
  if (cases.length === 0) return html``;
  const present = worstFirst.filter((verdict) => verdicts[verdict] > 0);
  return html`<form class="search" role="search" hidden>
<input name="words" type="search" placeholder="words, ids, codes, members" aria-label="Search the cases">
<select name="verdict" aria-label="Only cases that are"><option value="">every verdict</option>
${present.map((verdict) => html`<option value="${verdict}">${verdictNames[verdict]}</option>`)}</select>
<output></output>
</form>
`;
}
