import { DAY_MS, HOUR_MS } from '../../../dates.ts';
import { entry } from '../../../learning/vector.ts';
import type { Block } from './table/observed.ts';

/** How often rows follow one another by how much; exact below an hour, by hours above. */
export class Steps {
  private readonly counts = new Map<number, number>();
  private previous: number | undefined;

  add({ times, count }: Block): void {
    for (let i = 0; i < count; i++) {
      const time = entry(times, i);
      const apart = Math.abs(time - (this.previous ?? time));
      this.previous = time;
      const unit = apart >= HOUR_MS ? HOUR_MS : 1000;
      const step = Math.round(apart / unit) * unit;
      if (step > 0 && (this.counts.size < 10_000 || this.counts.has(step))) {
        this.counts.set(step, (this.counts.get(step) ?? 0) + 1);
      }
    }
  }

  commonest(): { readonly step: number; readonly times: number } {
    let best = { step: DAY_MS, times: 0 };
    for (const [step, times] of this.counts) {
      if (times > best.times || (times === best.times && step < best.step)) best = { step, times };
    }
    return best;
  }
}
