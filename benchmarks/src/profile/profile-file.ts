/** Names the folder in which services leave their profiles. */
export const PROFILE_DIR = 'STOPSMS_PROFILE_DIR';
export const START_OR_END = 'SIGUSR2';
export const SAMPLE_EVERY_US = 500;
export const profileFile = (pid: number): string => `${pid}.cpuprofile`;
