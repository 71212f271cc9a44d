/** The style of a report: light and dark, from a phone to a sheet of paper. */
export const style = `
:root { --good: #e3f4e6; --good-edge: #1c7c33; --open: #fdf3d8; --open-edge: #a06a00; --bad: #fbe5e2; --bad-edge: #b3261e; --paper: #fff; --ink: #1d2127; --quiet: #59616d; --rule: #d5d9df; --faint: #a9b0ba; --first: #0b62b8; --second: #b4520a; --code: #f3f4f6; }
@media (prefers-color-scheme: dark) {
  :root { --good: #16301c; --good-edge: #55c271; --open: #33290f; --open-edge: #e0a93b; --bad: #3a1a18; --bad-edge: #f2857c; --paper: #14171c; --ink: #e6e9ee; --quiet: #a2abb8; --rule: #39404a; --faint: #6c7683; --first: #6cb2ff; --second: #f0a35c; --code: #1e232b; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 1100px; margin: 0 auto; padding: 24px 16px 64px; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 12px; }
h2 { font-size: 1.2rem; margin: 36px 0 8px; padding-top: 12px; border-top: 1px solid var(--rule); }
.band { padding: 12px 18px; border-left: 6px solid var(--edge); background: var(--band); border-radius: 4px; }
.band p { max-width: none; }
.band .verdict { font-size: 1.2rem; font-weight: 600; line-height: 1.35; }
.good { --band: var(--good); --edge: var(--good-edge); }
.open { --band: var(--open); --edge: var(--open-edge); }
.bad { --band: var(--bad); --edge: var(--bad-edge); }
nav { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 16px 0 0; }
a { color: var(--first); }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 480px), 1fr)); gap: 16px 24px; align-items: start; }
.grid > p, .grid > ul, .grid > pre, .grid > .wide { grid-column: 1 / -1; margin: 0; }
p, li { overflow-wrap: anywhere; }
p { margin: 8px 0; }
ul { padding-left: 1.2em; }
.table { overflow-x: auto; min-width: 0; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 0.92rem; }
th, td { padding: 4px 14px 4px 0; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--rule); }
th:first-child { text-align: left; font-weight: 500; }
thead th { color: var(--quiet); font-weight: 500; }
pre { background: var(--code); padding: 10px 12px; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 0.88rem; border-radius: 4px; }
figure { margin: 0; min-width: 0; }
figure svg { display: block; width: 100%; height: auto; }
.for-wide { max-width: 560px; }
.for-narrow { display: none; max-width: 400px; }
@media (max-width: 540px) {
  .for-wide { display: none; }
  .for-narrow { display: block; }
}
figcaption { color: var(--quiet); font-size: 0.88rem; margin-top: 4px; }
@media print {
  :root { --paper: #fff; --ink: #000; --quiet: #444; --rule: #bbb; --faint: #999; --first: #0b62b8; --second: #b4520a; --code: #f3f3f3; }
  body { font-size: 10pt; }
  main { max-width: none; padding: 0; }
  .grid { grid-template-columns: 1fr 1fr; }
  nav { display: none; }
  figure, table, tr, pre { break-inside: avoid; }
  h2 { break-after: avoid; }
}
`;
