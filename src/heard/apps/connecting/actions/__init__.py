"""What people do about programs: tokens by which they ask, and webhooks by which they are told."""
