import { describe, expect, it } from 'vitest';
import { themes } from '../workspace/preferences.ts';
import { styles, verdictTone } from './theme.ts';

describe.each(themes)('the theme %s', (theme) => {
  it('makes focus, better and worse stand out from plain text', () => {
    for (const tone of ['focus', 'better', 'worse'] as const)
      expect(styles[theme][tone]).not.toEqual(styles[theme].plain);
  });

  it('shows by a style that is no colour which row is selected', () => {
    expect(styles[theme].selected.inverse).toBe(true);
  });
});

it('colours verdicts that something was shown by, and no other', () => {
  expect(verdictTone('better_than_baseline')).toBe('better');
  expect(verdictTone('worse_than_baseline')).toBe('worse');
  expect([verdictTone('no_better_than_baseline'), verdictTone('too_few_rows')]).toEqual(['title', 'title']);
});
