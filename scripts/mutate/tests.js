import { format } from 'node:util';

/** What a test file imports from vitest: `describe`, `it` and `test` put tests on a list; `expect` is vitest's own. */
export function collector(expect) {
  const tests = [];
  let titles = [];
  const describe = (title, body) => {
    titles.push(title);
    body();
    titles = titles.slice(0, -1);
  };
  const it = (title, ...rest) => {
    const run = rest.find((each) => typeof each === 'function');
    tests.push({ title: [...titles, title].join(' › '), run });
  };
  describe.each = each(describe);
  it.each = each(it);
  return { tests, vitest: { describe, it, test: it, expect } };
}

function each(register) {
  return (cases) =>
    (title, body, ...rest) => {
      for (const [i, value] of cases.entries()) {
        const values = Array.isArray(value) ? value : [value];
        register(`${format(title, ...values)} [${i}]`, () => body(...values), ...rest);
      }
    };
}
