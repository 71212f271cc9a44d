import { expect, it } from 'vitest';
import { seededRandom } from './random.ts';

it('gives the numbers of Mulberry32, as Python computes them', () => {
  const random = seededRandom(1);
  expect([random(), random(), random(), random()]).toEqual([
    0.6270739405881613, 0.002735721180215478, 0.5274470399599522, 0.9810509674716741,
  ]);
});
