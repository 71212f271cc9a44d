import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listen } from '../async.ts';
import { importSignals } from '../market-data/import-signals.ts';
import { packageRoot } from '../package-root.ts';
import { defaultSettings } from '../run.ts';
import { chartRequestFor, testContext } from '../testing/context.ts';
import { saveTraining } from '../training/save-training.ts';
import { testAndSave } from '../training/test-and-save.ts';
import { defaultTestSettings } from '../training/test-signals.ts';
import { train } from '../training/train-run.ts';
import { composeReport } from './compose.ts';
import { reportHtml } from './html.ts';
import { gatherReport } from './make-report.ts';
import { reportMarkdown } from './markdown.ts';
import { saveReport } from './save.ts';

const whole = chartRequestFor({ days: 'max' });
const versions = { 'crypto-predict': '1.2.3' };

async function gather() {
  const context = await testContext();
  const settings = { ...defaultSettings, featureSet: 'returns' as const };
  const run = await saveTraining(await listen(train(whole, settings, context)), 'max', context);
  return { context, data: await listen(gatherReport(run, whole, context)) };
}

let kept: ReturnType<typeof gather> | undefined;

/** One report for all tests that only read it. */
function gathered() {
  kept ??= gather();
  return kept;
}

describe('a report', () => {
  it('asks for nothing outside of its one file, and runs nothing', async () => {
    const { data } = await gathered();
    const html = reportHtml(composeReport(data, versions));
    expect(html).not.toMatch(/https?:|<script|@import|url\((?!#)|<link rel="(?!icon" href="data:)/);
    for (const [, id] of html.matchAll(/ href="#([^"]+)"/g)) expect(html).toContain(`<section id="${id}">`);
    expect(html.match(/<svg/g)).toHaveLength(2 * 7);
    expect(html).not.toMatch(/NaN|undefined|Infinity/);
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('says the same in HTML and Markdown: every section, every table', async () => {
    const { data } = await gathered();
    const document = composeReport(data, versions);
    const [html, markdown] = [reportHtml(document), reportMarkdown(document)];
    for (const { title } of document.sections) {
      expect(html).toContain(`<h2>${title}</h2>`);
      expect(markdown).toContain(`## ${title}`);
    }
    for (const text of ['its opposite', 'buy and hold', 'crypto-predict train --coin bitcoin', '1.2.3']) {
      expect(html).toContain(text);
      expect(markdown).toContain(text);
    }
    expect(markdown).toContain('log\\_return\\_1');
  });

  it('walks forward with the settings of the run', async () => {
    const { data } = await gathered();
    expect(data.evaluation).toMatchObject({
      featureSet: 'returns',
      l2: data.run.settings.l2,
      halfLife: data.run.settings.halfLife,
    });
  });

  it('tells the drift since the training beside its limits, or why nothing can be told', async () => {
    const { data } = await gathered();
    const known = reportMarkdown(composeReport(data, versions));
    expect(known).toMatch(/## Drift[^#]*return\\_volatility\\_14[^#]*Limits come from \d+ earlier windows/);
    const drift = { ...data.drift, features: [], recent: undefined, tooFew: 'too few to say: 5 days' };
    const unknown = reportMarkdown(composeReport({ ...data, drift }, versions));
    expect(unknown).toMatch(/## Drift\s+- too few to say: 5 days\s+## /);
  });

  it('takes names from outside for text, never for markup', async () => {
    const { data } = await gathered();
    const strange = '<img src=x onerror=alert(1)>|`';
    const run = { ...data.run, model: { ...data.run.model, coin: strange } };
    const document = composeReport({ ...data, run }, versions);
    expect(reportHtml(document)).not.toContain('<img');
    expect(reportMarkdown(document).split('```')[0]).not.toMatch(/(?<!\\)<img/);
  });

  it('is written whole, both files, into the workspace', async () => {
    const { context, data: own } = await gather();
    const paths = await saveReport(own, context);
    for (const path of [paths.html, paths.markdown]) {
      expect((await readFile(join(context.workspace.root, path), 'utf8')).length).toBeGreaterThan(3000);
    }
  });

  it('says the verdict first, in a band of its colour, and leads to every section', async () => {
    const { data } = await gathered();
    const html = reportHtml(composeReport(data, versions));
    const [, tone] =
      /<h1>[^<]*<\/h1>\n<div class="band (good|open|bad)">\n<p class="verdict">/.exec(html) ?? [];
    expect(tone).toBe('open');
    expect(html).toMatch(/<p>It rests on 335 forecasts from 2025-03-\d\d to 2026-01-\d\d in 12 steps, skill/);
    const links = [...html.matchAll(/<a href="#([^"]+)">/g)].map(([, id]) => id);
    expect(links).toEqual([...html.matchAll(/<section id="([^"]+)">/g)].map(([, id]) => id));
    const captions = [...html.matchAll(/<figcaption>([^<]*)</g)].map(
      ([, text = '']) => text.split(' ').length,
    );
    expect(Math.max(...captions)).toBeLessThanOrEqual(5);
  });

  it('walks forward to the target of the run, and speaks of it in its words', async () => {
    const context = await testContext();
    const settings = { ...defaultSettings, featureSet: 'volatility', target: 'large_move' } as const;
    const run = await saveTraining(await listen(train(whole, settings, context)), 'max', context);
    const data = await listen(gatherReport(run, whole, context));
    expect(data.evaluation).toMatchObject({ target: 'large_move', delay: 0 });
    const html = reportHtml(composeReport(data, versions));
    expect(html).toContain('<h1>Will Bitcoin (BTC) make a large move tomorrow?');
    expect(html).toContain('days that moved far, walk-forward');
    expect(html).toContain('forecast P(large move)');
    expect(html).not.toMatch(/P\(up\)|Backtest/);
  });

  it('says what was tried on the market before, tests of signals apart', async () => {
    const { context, data } = await gather();
    const name = join(packageRoot, 'docs', 'examples', 'day-change.csv');
    await importSignals({ file: name, name: undefined, known: 'end' }, context);
    const test = { ...defaultTestSettings, resamples: 200, shifts: 19 };
    await listen(testAndSave({ requests: [whole], names: ['day-change'], settings: test }, context));
    const again = await listen(gatherReport(data.run, whole, context));
    const markdown = reportMarkdown(composeReport(again, versions));
    expect(markdown).toMatch(/## Signals\s+1 test of signals[^#]*\| test of day-change beside classic \|/);
    expect(markdown).toMatch(/## Ledger\s+1 recipe tried[^#]*\| test split of returns/);
    expect(reportMarkdown(composeReport(data, versions))).not.toContain('## Signals');
  });
});
