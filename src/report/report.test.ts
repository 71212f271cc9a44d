import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listen } from '../async.ts';
import { defaultSettings } from '../run.ts';
import { chartRequestFor, testContext } from '../testing/context.ts';
import { saveTraining } from '../training/save-training.ts';
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

describe('a report', () => {
  it('asks for nothing outside of its one file, and runs nothing', async () => {
    const { data } = await gather();
    const html = reportHtml(composeReport(data, versions));
    expect(html).not.toMatch(/https?:|<script|@import|url\((?!#)|<link rel="(?!icon" href="data:)/);
    expect(html.match(/<svg/g)).toHaveLength(7);
    expect(html).not.toMatch(/NaN|undefined|Infinity/);
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('says the same in HTML and Markdown: every section, every table', async () => {
    const { data } = await gather();
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
    const { data } = await gather();
    expect(data.evaluation).toMatchObject({
      featureSet: 'returns',
      l2: data.run.settings.l2,
      halfLife: data.run.settings.halfLife,
    });
  });

  it('tells the drift since the training beside its limits, or why nothing can be told', async () => {
    const { data } = await gather();
    const known = reportMarkdown(composeReport(data, versions));
    expect(known).toMatch(
      /## Drift since the training[^#]*return\\_volatility\\_14[^#]*Limits from \d\.\d earlier/,
    );
    const drift = { ...data.drift, features: [], recent: undefined, tooFew: 'too few to say: 5 days' };
    const unknown = reportMarkdown(composeReport({ ...data, drift }, versions));
    expect(unknown).toMatch(/## Drift since the training\s+- too few to say: 5 days\s+## /);
  });

  it('takes names from outside for text, never for markup', async () => {
    const { data } = await gather();
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
});
