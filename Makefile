# Forwards to script/; nothing is decided here.
all:
	script/build release
test:
	script/test
asan:
	script/build asan && test/run build-asan
bench:
	script/bench
demo:
	script/demo
.PHONY: all test asan bench demo
