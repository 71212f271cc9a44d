import type { Context } from '../context.ts';
import { storeCharts } from '../market-data/chart-store.ts';
import { packageVersion } from '../package-root.ts';
import { addToRun } from '../workspace/change-runs.ts';
import { paths } from '../workspace/workspace.ts';
import { composeReport } from './compose.ts';
import { reportHtml } from './html.ts';
import type { ReportData } from './make-report.ts';
import { reportMarkdown } from './markdown.ts';

/** Writes the report of a run, each file whole; returns their paths, relative to the workspace. */
export async function saveReport(
  data: ReportData,
  { workspace, signal }: Context,
): Promise<{ readonly html: string; readonly markdown: string }> {
  const document = composeReport(data, { 'crypto-predict': packageVersion(), node: process.versions.node });
  const [html, markdown] = [paths.report(data.run.id, 'html'), paths.report(data.run.id, 'md')];
  signal.throwIfAborted();
  await storeCharts(workspace, data.market.retrieved, [html, markdown]);
  await addToRun(workspace, data.run.id, {
    [html]: reportHtml(document),
    [markdown]: reportMarkdown(document),
  });
  return { html, markdown };
}
