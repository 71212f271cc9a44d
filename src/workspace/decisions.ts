import { type Decision, decisionSchema } from '../results/decision.ts';
import { appendJsonLine, type JsonLinesContent, type JsonLinesFile, readJsonLines } from './json-lines.ts';
import { paths, type Workspace } from './workspace.ts';

const file: JsonLinesFile<typeof decisionSchema> = { path: paths.decisions, schema: decisionSchema };

export async function logDecision(workspace: Workspace, decision: Decision): Promise<void> {
  await appendJsonLine(workspace, file, { entry: decision });
}

/** All decisions ever made, or those of a coin alone, oldest first. */
export async function readDecisions(
  workspace: Workspace,
  coin?: string,
): Promise<JsonLinesContent<Decision>> {
  if (coin === undefined) return readJsonLines(workspace, file);
  const mark = JSON.stringify(coin);
  return readJsonLines(workspace, file, (line) => line.includes(mark));
}
