import { expect, test } from 'vitest';
import { probability } from './logistic-regression.ts';
import { evaluateObjective, objectiveOf } from './objective.ts';

test.each([-1000, 1000])('row 48: a logit of %d → a finite loss, gradient and probability', (logit) => {
  const objective = objectiveOf({ rows: [[1], [1]], labels: [0, 1] }, 0);
  const { objective: loss, gradient } = evaluateObjective(objective, [logit, 0]);
  expect(loss).toBe(1000);
  expect(gradient.every(Number.isFinite)).toBe(true);
  expect(probability({ weights: [logit], intercept: 0 }, [1])).toBe(logit > 0 ? 1 : 0);
});
