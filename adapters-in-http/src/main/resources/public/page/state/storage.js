// What the browser keeps for us. Where it keeps nothing (private windows, full disks), the page works all the same.

function keeper(area) {
  return {
    read(name) {
      try {
        return JSON.parse(area().getItem(name));
      } catch {
        return null;
      }
    },
    write(name, value) {
      try {
        if (value === null) area().removeItem(name);
        else area().setItem(name, JSON.stringify(value));
      } catch { /* as said above */ }
    },
  };
}

/** For as long as the browser likes. */
export const lasting = keeper(() => localStorage);

/** For this tab, over reloads. */
export const passing = keeper(() => sessionStorage);
