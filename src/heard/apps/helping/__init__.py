"""What was put right once is offered wherever it was misheard, and what to listen to next is handed out."""
