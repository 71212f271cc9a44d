import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { inline, jsonForm, printedAs, safeParseJson, toJson } from './codec.ts';

const schema = v.object({
  f1: v.number(),
  rocAuc: v.nullable(v.number()),
  l2Auto: v.optional(v.boolean(), false),
  pValue: v.number(),
  target: v.optional(v.picklist(['direction', 'large_move']), 'direction'),
  interval: printedAs('accuracy_ci95', v.tuple([v.number(), v.number()])),
  halfLife: v.union([v.number(), v.literal('none')]),
  newest30: printedAs('newest_30_days', v.object({ logLoss: v.number() })),
  skill: inline(v.object({ logLossSkill: v.number() })),
  folds: v.array(v.object({ trainRows: v.number(), note: v.optional(v.string()) })),
  byFeature: v.record(v.string(), v.object({ sampleMean: v.number() })),
});

const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const results = fc.record({
  f1: number,
  rocAuc: fc.option(number),
  l2Auto: fc.boolean(),
  pValue: number,
  target: fc.constantFrom('direction' as const, 'large_move' as const),
  interval: fc.tuple(number, number),
  halfLife: fc.oneof(number, fc.constant('none' as const)),
  newest30: fc.record({ logLoss: number }),
  skill: fc.record({ logLossSkill: number }),
  folds: fc.array(fc.record({ trainRows: number }, { noNullPrototype: true })),
  byFeature: fc.dictionary(fc.constantFrom('smaLong', 'sma_long', 'x'), fc.record({ sampleMean: number })),
});

const example = {
  f1: 0.5,
  rocAuc: null,
  l2Auto: true,
  pValue: 0.04,
  target: 'large_move',
  interval: [0.4, 0.6],
  halfLife: 'none',
  newest30: { logLoss: 0.7 },
  skill: { logLossSkill: 0.01 },
  folds: [{ trainRows: 30 }, { trainRows: 60, note: 'short' }],
  byFeature: { smaLong: { sampleMean: 1 } },
} as const;

const printed = {
  f1: 0.5,
  roc_auc: null,
  l2_auto: true,
  p_value: 0.04,
  target: 'large_move',
  accuracy_ci95: [0.4, 0.6],
  half_life: 'none',
  newest_30_days: { log_loss: 0.7 },
  log_loss_skill: 0.01,
  folds: [{ train_rows: 30 }, { train_rows: 60, note: 'short' }],
  by_feature: { smaLong: { sample_mean: 1 } },
};

describe('the JSON of a result', () => {
  it('has snake_case names, those that are given, and the keys of records as they are', () => {
    expect(toJson(schema, example)).toEqual(printed);
  });

  it('holds nothing that the schema does not name', () => {
    const more = { ...example, equity: [1, 2], skill: { ...example.skill, statistic: 3 } };
    expect(toJson(schema, more)).toEqual(printed);
  });

  it('reads back as what it was made of', () => {
    fc.assert(
      fc.property(results, (result) => {
        const json: unknown = JSON.parse(JSON.stringify(toJson(schema, result)));
        expect(safeParseJson(schema, json).output).toEqual(JSON.parse(JSON.stringify(result)));
      }),
    );
  });

  it('may lack a field that is optional: then it has its default', () => {
    const { target: _, l2_auto: __, ...old } = printed;
    expect(safeParseJson(schema, old).output).toMatchObject({ target: 'direction', l2Auto: false });
  });

  it.each([
    ['newest_30_days.log_loss', { ...printed, newest_30_days: { log_loss: 'low' } }],
    ['log_loss_skill', { ...printed, log_loss_skill: null }],
    ['by_feature.x.sample_mean', { ...printed, by_feature: { x: {} } }],
    ['folds.1.train_rows', { ...printed, folds: [{ train_rows: 1 }, { trainRows: 1 }] }],
    ['accuracy_ci95.1', { ...printed, accuracy_ci95: [1, null] }],
  ])('is refused by the place of what is wrong: %s', (place, json) => {
    const parsed = safeParseJson(schema, json);
    const [issue] = parsed.issues ?? [];
    expect(issue && v.getDotPath(issue)).toBe(place);
  });

  it('is held to conditions on whole objects, which speak of fields by their own names', () => {
    const range = v.pipe(
      v.object({ lowEnd: v.number(), highEnd: v.number() }),
      v.check(({ lowEnd, highEnd }) => lowEnd < highEnd, 'is empty'),
    );
    expect(safeParseJson(range, { low_end: 1, high_end: 2 }).output).toEqual({ lowEnd: 1, highEnd: 2 });
    expect(safeParseJson(range, { low_end: 2, high_end: 1 }).issues?.[0].message).toBe('is empty');
  });

  it('has a schema of its own, for descriptions of the API', () => {
    expect(v.parse(jsonForm(schema), printed)).toEqual(printed);
    expect(v.is(jsonForm(schema), example)).toBe(false);
  });
});
