import { onAbort } from '../../../async.ts';

/** Whether a training may go on: paused, it takes single steps. */
export class PauseSwitch {
  private isOpen = true;
  private steps = 0;
  private wake = () => {};

  /** Whether somebody goes from epoch to epoch. */
  get isStepping(): boolean {
    return !this.isOpen;
  }

  open(): void {
    this.isOpen = true;
    this.wake();
  }

  close(): void {
    this.isOpen = false;
  }

  step(): void {
    this.isOpen = false;
    this.steps += 1;
    this.wake();
  }

  /** Resolves when the next step may be taken, or the signal aborts. */
  async passed(signal: AbortSignal): Promise<void> {
    while (!this.isOpen && this.steps === 0 && !signal.aborted) {
      let stopListening = () => {};
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        stopListening = onAbort(signal, resolve);
      });
      stopListening();
    }
    if (!this.isOpen) this.steps = Math.max(0, this.steps - 1);
    else this.steps = 0;
  }
}
