/** The style of a report: light and dark, from a phone to a sheet of paper. */
export const style = `
:root { --paper: #fff; --ink: #1d2127; --quiet: #59616d; --rule: #d5d9df; --faint: #a9b0ba; --first: #0b62b8; --second: #b4520a; --code: #f3f4f6; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #14171c; --ink: #e6e9ee; --quiet: #a2abb8; --rule: #39404a; --faint: #6c7683; --first: #6cb2ff; --second: #f0a35c; --code: #1e232b; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 24px 16px 64px; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 12px; }
h2 { font-size: 1.2rem; margin: 40px 0 8px; padding-top: 12px; border-top: 1px solid var(--rule); }
p, li { overflow-wrap: anywhere; }
p { margin: 8px 0; max-width: 72ch; }
.summary { font-size: 1.05rem; }
ul { padding-left: 1.2em; max-width: 72ch; }
.table { overflow-x: auto; margin: 12px 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 0.92rem; }
th, td { padding: 4px 14px 4px 0; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--rule); }
th:first-child { text-align: left; font-weight: 500; }
thead th { color: var(--quiet); font-weight: 500; }
pre { background: var(--code); padding: 10px 12px; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 0.88rem; border-radius: 4px; }
.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 420px), 1fr)); gap: 20px; margin: 16px 0; }
figure { margin: 0; min-width: 0; }
figure svg { display: block; width: 100%; height: auto; }
figcaption { color: var(--quiet); font-size: 0.88rem; margin-top: 4px; }
@media print {
  :root { --paper: #fff; --ink: #000; --quiet: #444; --rule: #bbb; --faint: #999; --first: #0b62b8; --second: #b4520a; --code: #f3f3f3; }
  body { font-size: 10pt; }
  main { max-width: none; padding: 0; }
  .figures { grid-template-columns: 1fr 1fr; }
  figure, table, tr, pre { break-inside: avoid; }
  h2 { break-after: avoid; }
}
`;
