const BLOCK = 65_536;

/** Rows as numbers, NaN where one is missing: a tenth of the memory of objects. */
export interface Block {
  readonly times: Float64Array;
  readonly prices: Float64Array;
  readonly marketCaps: Float64Array;
  readonly totalVolumes: Float64Array;
  readonly lines: Int32Array;
  count: number;
}

/** The rows of a file, as many as it has, in blocks that are gone through one at a time. */
export class Observed {
  readonly blocks: Block[] = [];
  private last: Block | undefined;

  add(time: number, [price, marketCap, totalVolume]: readonly [number, number, number], line: number): void {
    if (this.last === undefined || this.last.count === BLOCK) {
      const column = () => new Float64Array(BLOCK);
      this.last = {
        times: column(),
        prices: column(),
        marketCaps: column(),
        totalVolumes: column(),
        lines: new Int32Array(BLOCK),
        count: 0,
      };
      this.blocks.push(this.last);
    }
    const i = this.last.count++;
    this.last.times[i] = time;
    this.last.prices[i] = price;
    this.last.marketCaps[i] = marketCap;
    this.last.totalVolumes[i] = totalVolume;
    this.last.lines[i] = line;
  }

  get count(): number {
    return Math.max(0, this.blocks.length - 1) * BLOCK + (this.last?.count ?? 0);
  }
}
