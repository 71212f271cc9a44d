import type { Ora } from 'ora';
import type { Notice } from '../market-data/notice.ts';
import { formatFixed, formatInteger, formatPercent } from '../text/format.ts';
import { printable } from '../text/printable.ts';
import type { EvaluateProgress } from '../training/evaluate.ts';
import type { TestProgress } from '../training/test-signals.ts';
import type { TrainingProgress, TrainProgress } from '../training/train-run.ts';
import type { GivenFlags } from './given-flags.ts';
import { commandHint } from './hints.ts';

/** Epochs come by the thousand: more often than this nobody sees them. */
const EPOCHS_EVERY_MS = 80;

/** Shows what long work reports, on stderr: a spinner on a terminal, lines elsewhere, nothing when quiet. */
export interface Reporter {
  readonly report: (progress: TrainProgress | EvaluateProgress | TestProgress) => void;
  readonly notice: (message: string) => void;
  readonly stop: () => void;
}

export interface ReporterSettings {
  readonly stderr: NodeJS.WriteStream;
  readonly quiet: boolean;
  /** Whether escape sequences may be written. */
  readonly animated: boolean;
  readonly given: GivenFlags;
}

export async function createReporter({
  stderr,
  quiet,
  animated,
  given,
}: ReporterSettings): Promise<Reporter> {
  if (quiet) return { report: () => {}, notice: () => {}, stop: () => {} };
  let nextEpochAt = 0;
  const line = animated ? await spinnerLine(stderr) : plainLine(stderr);
  return {
    notice: (message) => line.say(`! ${printable(message)}`),
    stop: line.clear,
    report: (progress) => {
      switch (progress.kind) {
        case 'notice':
          return line.say(`! ${printable(noticeText(progress, given))}`);
        case 'attempt':
          return line.show(`asking ${progress.server}, attempt ${progress.attempt} of ${progress.of}`);
        case 'waiting':
          return line.countDown(progress.milliseconds, progress.reason);
        case 'page':
          return line.show(
            `${progress.server}: ${formatInteger(progress.days)} days, ${formatInteger(progress.left)} left at most`,
          );
        case 'receiving':
          return line.show(`receiving, ${formatInteger(progress.bytes / 1024)} KiB`);
        case 'fold':
          return line.show(
            `walking forward, ${progress.coin} ${progress.featureSet}: step ${progress.fold} of ${progress.folds}, ` +
              `${formatPercent(progress.done, 0)} of all, ${Math.ceil(progress.secondsLeft)} s left`,
          );
        case 'testing': {
          const what = progress.stage === 'walks' ? 'walking forward with and without: step' : 'placebo';
          const left =
            progress.done < progress.of
              ? `${Math.ceil(progress.secondsLeft)} s left`
              : 'judging what came of it';
          return line.show(`${what} ${progress.done} of ${progress.of}, ${left}`);
        }
        case 'prepared':
          return line.show(`training on ${formatInteger(progress.trainRows)} rows`);
        case 'training':
          if (performance.now() < nextEpochAt) return;
          nextEpochAt = performance.now() + EPOCHS_EVERY_MS;
          return line.show(trainingText(progress));
      }
    },
  };
}

function trainingText({ epoch, losses: { train, test }, gradientNorm }: TrainingProgress): string {
  return (
    `training, epoch ${formatInteger(epoch)}: loss ${formatFixed(train)}, ` +
    `test loss ${formatFixed(test)}, gradient ${gradientNorm.toExponential(1)}`
  );
}

/** A notice with what to do about it, where a flag helps. */
function noticeText({ message, code, facts }: Notice, given: GivenFlags): string {
  const hint = code === undefined ? undefined : commandHint({ code, facts }, given);
  return hint === undefined ? message : `${message}; ${hint}`;
}

/** One line of a terminal that changes in place, or a plain stream of lines. */
interface StatusLine {
  readonly say: (message: string) => void;
  readonly show: (text: string) => void;
  readonly countDown: (milliseconds: number, reason: string) => void;
  readonly clear: () => void;
}

function plainLine(stderr: NodeJS.WriteStream): StatusLine {
  const say = (message: string) => void stderr.write(`${message}\n`);
  return {
    say,
    show: () => {},
    countDown: (milliseconds, reason) => say(waitingText(milliseconds, reason)),
    clear: () => {},
  };
}

async function spinnerLine(stderr: NodeJS.WriteStream): Promise<StatusLine> {
  const { default: ora } = await import('ora');
  let spinner: Ora | undefined;
  let ticking: NodeJS.Timeout | undefined;
  const clear = () => {
    clearInterval(ticking);
    spinner?.stop();
    spinner = undefined;
  };
  const show = (text: string) => {
    clearInterval(ticking);
    spinner ??= ora({ stream: stderr, discardStdin: false }).start();
    spinner.text = text;
  };
  return {
    clear,
    show,
    say: (message) => {
      clear();
      stderr.write(`${message}\n`);
    },
    countDown: (milliseconds, reason) => {
      const end = performance.now() + milliseconds;
      const tick = () => {
        if (spinner) spinner.text = waitingText(end - performance.now(), reason);
      };
      show(waitingText(milliseconds, reason));
      ticking = setInterval(tick, 200);
    },
  };
}

function waitingText(milliseconds: number, reason: string): string {
  return `${reason}: trying again in ${Math.max(0, milliseconds / 1000).toFixed(1)} s`;
}
