import { type Decision, decisionSchema } from '../results/decision.ts';
import { appendToJournal, type Journal, type JournalContent, readJournal } from './journals.ts';
import { paths, type Workspace } from './workspace.ts';

const journal: Journal<typeof decisionSchema> = { path: paths.decisions, schema: decisionSchema };

export async function logDecision(workspace: Workspace, decision: Decision): Promise<void> {
  await appendToJournal(workspace, journal, { entry: decision });
}

/** All decisions ever made, or those of a coin alone, oldest first. */
export async function readDecisions(workspace: Workspace, coin?: string): Promise<JournalContent<Decision>> {
  if (coin === undefined) return readJournal(workspace, journal);
  const mark = JSON.stringify(coin);
  return readJournal(workspace, journal, (line) => line.includes(mark));
}
