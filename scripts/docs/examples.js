/** Two series that begin and end with the bundled bitcoin: its change of each day in percent, and a die. */
export function exampleSignals(csv, random) {
  const days = csv
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
    .map(([date, price]) => ({ date: date.slice(0, 10), price: Number(price) }));
  const changes = days.slice(0, -1).map(({ date, price }, t) => {
    return `${date},${(100 * (days[t + 1].price / price - 1)).toFixed(3)}`;
  });
  return {
    'examples/day-change.csv': csvOf('date,change', changes),
    'examples/die.csv': csvOf(
      'date,die',
      days.map(({ date }) => `${date},${1 + Math.floor(6 * random())}`),
    ),
  };
}

function csvOf(head, lines) {
  return `${[head, ...lines].join('\n')}\n`;
}
