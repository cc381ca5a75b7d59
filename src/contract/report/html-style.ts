/** The style of the page: light and dark, wide and narrow, on screen and on paper. */
export const style = `
:root { color-scheme: light dark; --page: #f6f7f9; --card: #fff; --ink: #1c2128; --soft: #5b6470; --line: #d9dee5;
  --code: #f0f2f5; --good: #1a7f37; --goodBack: #e2f5e7; --bad: #c21f2d; --badBack: #fde8e9; --open: #8a5a00;
  --openBack: #fdf1d8; --calm: #5b6470; --calmBack: #eceff3; --link: #0b5cad }
@media screen and (prefers-color-scheme: dark) {
  :root { --page: #14171c; --card: #1c2128; --ink: #e4e8ee; --soft: #9aa5b3; --line: #343c47; --code: #12161b;
    --good: #5fd07f; --goodBack: #17331f; --bad: #ff8188; --badBack: #44191d; --open: #eebd5c; --openBack: #3a2d11;
    --calm: #9aa5b3; --calmBack: #2a313a; --link: #6cb2ff }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, sans-serif }
main { max-width: 1180px; margin: 0 auto; padding: 24px 20px 60px }
h1 { margin: 4px 0 12px; font-size: 26px; line-height: 1.25 }
h2 { margin: 36px 0 10px; font-size: 19px }
h3 { margin: 0; font-size: 15px; font-weight: 400 }
h3 code { font-weight: 600 }
p { margin: 6px 0 } a { color: var(--link) }
code, pre { font: 13px/1.5 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere }
pre { margin: 4px 0; padding: 8px 10px; background: var(--code); border-radius: 5px; white-space: pre-wrap;
  max-height: 460px; overflow: auto }
summary { cursor: pointer }
header, article, .matrix, .list, .search { background: var(--card); border: 1px solid var(--line); border-radius: 8px }
header { padding: 18px 22px; border-top: 6px solid var(--good) } header.red { border-top-color: var(--bad) }
  header.amber { border-top-color: var(--open) }
.over, .soft { color: var(--soft) } .over { font-size: 13px }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 18px; margin: 12px 0 0 }
dt { color: var(--soft) } dd { margin: 0; overflow-wrap: anywhere }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(108px, 1fr)); gap: 10px; margin: 16px 0;
  padding: 0; list-style: none }
.tile { display: block; height: 100%; padding: 8px 14px; border-radius: 8px; color: inherit; text-decoration: none;
  font-size: 13px; line-height: 1.3 }
.tile b { display: block; font-size: 24px }
.good { background: var(--goodBack); color: var(--good) } .bad { background: var(--badBack); color: var(--bad) }
.open { background: var(--openBack); color: var(--open) } .calm { background: var(--calmBack); color: var(--calm) }
header.red h1 { color: var(--bad) } header.amber h1 { color: var(--open) }
.search { display: flex; flex-wrap: wrap; gap: 8px; margin: 18px 0 0; padding: 10px 14px }
.search input { flex: 1 1 220px; min-width: 0; padding: 6px 10px; font: inherit; color: inherit; background: var(--page);
  border: 1px solid var(--line); border-radius: 6px }
.search select { padding: 6px 8px; font: inherit; color: inherit; background: var(--page); border: 1px solid var(--line);
  border-radius: 6px } .search output { align-self: center; color: var(--soft); font-size: 13px }
[hidden] { display: none !important }
.steps li { margin: 3px 0 }
.row { display: grid; grid-template-columns: minmax(205px, 1.5fr) repeat(4, minmax(90px, 1fr)); gap: 8px;
  align-items: center; padding: 5px 14px }
.row.head { color: var(--soft); font-size: 13px; padding-top: 10px }
.matrix details, .matrix summary { list-style: none } .matrix summary::-webkit-details-marker { display: none }
.matrix details { border-top: 1px solid var(--line) }
.name::before { content: "▸ "; color: var(--soft) } details[open] > summary .name::before { content: "▾ " }
.cell { padding: 1px 9px; border-radius: 5px; font-size: 13px; font-variant-numeric: tabular-nums }
.cell.none { color: var(--soft) }
.cell::before { content: attr(data-of) " "; display: none }
.chips { display: flex; flex-wrap: wrap; gap: 5px; margin: 2px 14px 10px; padding: 0; list-style: none }
.chips li { padding: 0 8px; border-radius: 10px; font-size: 12px; line-height: 1.7; overflow-wrap: anywhere }
.chips a { color: inherit }
article { margin: 10px 0; padding: 12px 16px; border-left: 5px solid var(--calm) }
article.bad { background: var(--card); color: inherit; border-left-color: var(--bad) }
article.open { background: var(--card); color: inherit; border-left-color: var(--open) }
article.calm { background: var(--card); color: inherit }
table { width: 100%; margin: 8px 0; border-collapse: collapse; table-layout: fixed }
th, td { padding: 4px 12px 4px 0; border-top: 1px solid var(--line); text-align: left; vertical-align: top;
  overflow-wrap: anywhere }
th { border: 0; color: var(--soft); font-size: 13px; font-weight: 400 } th:first-child { width: 13% }
  th:nth-child(2), th:nth-child(3) { width: 27% }
.exchange { display: grid; grid-template-columns: 1fr 1fr; gap: 4px 16px; margin: 8px 0; padding-top: 6px;
  border-top: 1px dashed var(--line) }
.exchange > * { min-width: 0 } .exchange > details { grid-column: 1 / -1 }
.exchange h4 { margin: 0; font-size: 13px; overflow-wrap: anywhere }
.copy { user-select: all; -webkit-user-select: all }
.list { margin: 10px 0; padding: 6px 16px } .list > li, .list > details { margin: 6px 0; list-style: none }
.list ul { margin: 2px 0 6px }
@media (max-width: 700px) {
  main { padding: 12px 10px 40px } header { padding: 14px } h1 { font-size: 21px }
  dl { grid-template-columns: 1fr } dt { margin-top: 5px; font-size: 13px }
  .row { display: flex; flex-wrap: wrap; gap: 4px 6px; padding: 8px 12px } .row.head, .cell.none { display: none }
  .name { flex: 1 0 100% } .cell::before { display: inline } .cell.good::before { display: none } .exchange { grid-template-columns: 1fr }
  .findings thead { display: none } .findings tr { display: block; border-top: 1px solid var(--line); padding: 5px 0 }
  .findings td { display: block; border: 0; padding: 1px 0 } .findings td::before { content: attr(data-of) ": ";
  color: var(--soft) }
}
@media print {
  :root { color-scheme: light } main { max-width: none; padding: 0; zoom: .75 } pre { max-height: none }
  article, .row { break-inside: avoid } article { break-inside: auto } .case > details::details-content
  { content-visibility: visible; block-size: auto }
}
`;
