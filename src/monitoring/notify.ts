import type { Context } from '../context.ts';
import { marketInWords } from '../domain.ts';
import { decodeDocument, encodeAs, sha256 } from '../results/checksummed.ts';
import type { MonitorStatus } from '../results/monitored.ts';
import { type Notification, notificationJson, toldDocument } from '../results/notification.ts';
import { marketKey } from '../workspace/in-use.ts';
import { withLock } from '../workspace/locks.ts';
import { paths, readWhole, writeWhole } from '../workspace/workspace.ts';
import type { MonitorReport } from './monitor.ts';
import { type PostingLimits, postDocument } from './webhook.ts';

export interface NotifySettings {
  readonly url: string;
  readonly limits?: PostingLimits | undefined;
}

/**
 * Tells an address that the status of a market's run in use is another one than it was last told; before anything was
 * told, that it is not ok. What was told is kept in the workspace, under a lock that is held while it is told, so that
 * of several processes one tells it. Where it could not be told, nothing is kept, and the next one tries again. Returns
 * whether anything was told.
 *
 * @throws {SourceError} where it could not be told; {InputError} where the record of what was told is damaged
 */
export async function notifyOfChange(
  report: MonitorReport,
  { url, limits }: NotifySettings,
  { workspace, now, env, signal }: Context,
): Promise<boolean> {
  const { model } = report.run;
  const key = marketKey(model);
  const file = paths.told(key);
  const address = sha256(url).slice(0, 16);
  return withLock(workspace, paths.toldFolder(key), async (lock) => {
    const bytes = await readWhole(workspace, file);
    const told = bytes === undefined ? {} : decodeDocument(bytes, file, toldDocument).told;
    const previous = Object.hasOwn(told, address) ? told[address] : undefined;
    const previousStatus = previous?.status ?? 'ok';
    if (previousStatus === report.status) return false;
    const toldAt = now().toISOString();
    const document = notificationJson(notificationOf(report, { previousStatus, checkedAt: toldAt }));
    await postDocument({ url, document, env, signal, ...(limits && { limits }) });
    const content = { told: { ...told, [address]: { status: report.status, toldAt } } };
    await writeWhole(workspace, file, encodeAs(toldDocument, content, 2), lock);
    return true;
  });
}

function notificationOf(
  { run, chart, status, reasons }: MonitorReport,
  { previousStatus, checkedAt }: { readonly previousStatus: MonitorStatus; readonly checkedAt: string },
): Notification {
  const { coin, vsCurrency, target } = run.model;
  const title = `${marketInWords(run.model)}: ${status}`;
  const change = { coin, vsCurrency, target, runId: run.id, status, previousStatus, reasons };
  return {
    id: sha256(JSON.stringify([change, checkedAt])).slice(0, 16),
    event: 'status_changed',
    title,
    text: [`${title} (was ${previousStatus})`, ...reasons].join('; '),
    ...change,
    to: chart.to,
    checkedAt,
  };
}
