declare module 'asciichart' {
  interface PlotConfig {
    readonly offset?: number;
    readonly height?: number;
    readonly min?: number;
    readonly max?: number;
    readonly symbols?: string[];
    readonly format?: (value: number) => string;
  }

  /** @throws where a value is not finite or there is none */
  function plot(series: number[], config?: PlotConfig): string;

  const asciichart: { readonly plot: typeof plot };
  // biome-ignore lint/style/noDefaultExport: it is what the package exports
  export default asciichart;
}
