// The admin API. The token lives in this tab only.
const KEY = "heliograph-admin-token";

export class Refused extends Error {}

export const token = {
  get: () => sessionStorage.getItem(KEY),
  set: (value) => sessionStorage.setItem(KEY, value),
  forget: () => sessionStorage.removeItem(KEY),
};

async function call(path, options = {}) {
  const response = await fetch(path, {
    ...options,
    cache: "no-store",
    signal: AbortSignal.timeout(5000),
    headers: { ...options.headers, Authorization: `Bearer ${token.get()}` },
  });
  if (response.status === 401) {
    throw new Refused("That is not the admin token.");
  }
  const body = await response.json();
  if (!response.ok) {
    throw new Error(body.detail || body.title || `The gateway answered ${response.status}.`);
  }
  return body;
}

export const overview = () => call("admin/overview");
export const accounts = () => call("admin/accounts");
export const reload = () => call("admin/reload", { method: "POST" });
export const changeChannel = (id, change) =>
  call(`admin/channels/${encodeURIComponent(id)}`, {
    method: "PATCH",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(change),
  });
