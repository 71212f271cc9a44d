/** The columns between two pieces of a row. */
export const GAP = 2;

/** Pieces in as many rows of at most so many columns as that takes; one that is wider has a row to itself. */
export function inRows<Piece>(
  pieces: readonly Piece[],
  columns: number,
  widthOfPiece: (piece: Piece) => number,
): readonly (readonly Piece[])[] {
  const rows: Piece[][] = [];
  let used = 0;
  for (const piece of pieces) {
    const width = widthOfPiece(piece);
    const row = rows.at(-1);
    if (row === undefined || used + GAP + width > columns) {
      rows.push([piece]);
      used = width;
    } else {
      row.push(piece);
      used += GAP + width;
    }
  }
  return rows;
}
