// Session state that calls need outside of React: the token that marks a call as this page's own, and the end of the session.

let csrf = '';
let over: () => void = () => undefined;
let doubt: () => void = () => undefined;

export const csrfToken = (): string => csrf;
export const rememberCsrf = (token: string): void => void (csrf = token);

/** @param then - called when a service answers that nobody is signed in */
export const onSessionOver = (then: () => void): void => void (over = then);
export const sessionIsOver = (): void => over();

/** @param then - called when something suggests that the session has ended or is another person's */
export const onSessionDoubt = (then: () => void): void => void (doubt = then);
/** Reads the session again: a stream was closed by the server, or the token is of another session. */
export const doubtSession = (): void => doubt();
