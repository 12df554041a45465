// Checks the proof of a message. The whole command is the folder libs/verify/src: hand that to whoever gets a proof.
import '../../libs/verify/src/verify-proof.mjs';
