"""`python -m kg` is the command `kg`."""

from kg.commands import main

if __name__ == "__main__":
    main()
