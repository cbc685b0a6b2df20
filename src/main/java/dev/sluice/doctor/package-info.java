/** What is looked at before the service joins its group: are topics, broker and bucket as it needs them? */
@NullMarked
package dev.sluice.doctor;

import org.jspecify.annotations.NullMarked;
