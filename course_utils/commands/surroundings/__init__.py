"""What `course doctor` looks at. No module here takes torch with it: a process apart tries that."""
