"""Make what Django reads of each language's file of sentences. Run by `make install`."""

from heard.server.catalogues import compile_all

if __name__ == "__main__":
    compile_all()
