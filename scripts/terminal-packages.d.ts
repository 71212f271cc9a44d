import type { Plugin as EsbuildPlugin } from 'esbuild';
import type { Plugin } from 'vite';

export declare const inkTableInTests: Plugin;
export declare const terminalPackages: EsbuildPlugin;
