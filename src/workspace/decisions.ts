import { type Decision, decisionSchema } from '../results/decision.ts';
import { appendToJournal, type Journal, type JournalContent, readJournal } from './journals.ts';
import { paths, type Workspace } from './workspace.ts';

const journal: Journal<typeof decisionSchema> = { path: paths.decisions, schema: decisionSchema };

export async function logDecision(workspace: Workspace, decision: Decision): Promise<void> {
  await appendToJournal(workspace, journal, { entry: decision });
}

/** All decisions ever made, oldest first. */
export async function readDecisions(workspace: Workspace): Promise<JournalContent<Decision>> {
  return readJournal(workspace, journal);
}
