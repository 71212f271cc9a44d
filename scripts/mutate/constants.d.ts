import type { Plugin } from 'vite';

/** A plugin that makes one number of a source larger by 1: the one at `file:offset`; none where no place is given. */
export function constantChanger(place: string | undefined): Plugin;
