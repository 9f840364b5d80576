"""The shell: arguments in, exit code out; nothing else prints, exits or reads the clock."""
