/** What every command shares at the terminal: exit statuses, help, errors, tables and files; uses picocli. */
@NullMarked
package dev.sluice.cli.terminal;

import org.jspecify.annotations.NullMarked;
