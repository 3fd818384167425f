"""What programs are told: the API, its documentation, and the tokens by which a program asks for somebody."""
