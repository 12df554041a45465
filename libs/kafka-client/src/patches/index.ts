// The one file that applies the patches. README.md names the fault, the patched part of kafkajs and the test of each.
import './half-response';
import './hung-broker';
import './idle-connection';
import './moved-coordinator';
import './moved-leader';
import './requests-with-records';
import './topic-ends';
