/** A key in the pieces between which a line may break: "magic_canvas_gpu" → magic_, canvas_, gpu. */
export const breakable = (key: string): string[] => key.match(/[^._-]+[._-]*|[._-]+/g) ?? [];
