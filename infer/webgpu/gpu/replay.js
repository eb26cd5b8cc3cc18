// Replays recorded commands: one call from Go encodes and submits them all.
// A list is an array of steps as commands.go records them.
globalThis.regnetGPU = Object.assign(globalThis.regnetGPU ?? {memory: null}, {
  submit(device, lists) {
    const encoder = device.createCommandEncoder();
    for (const steps of lists) for (const s of steps) this[s.kind](encoder, s);
    device.queue.submit([encoder.finish()]);
  },

  // What is asked of an adapter. Whoever has asked before there was a program
  // leaves the promise in adapter, for the program's first request.
  wanted: {powerPreference: 'high-performance'},
  adapter: null,

  // at is a place in the program's memory.
  write(queue, buffer, offset, at, length) {
    queue.writeBuffer(buffer, offset, this.memory.buffer, at, length);
  },

  // words holds, for every dispatch, the dynamic offset and the grid.
  compute(encoder, {pass, pipelines, groups, words}) {
    const p = encoder.beginComputePass(pass);
    let last;
    for (let i = 0, w = 0; i < pipelines.length; i++, w += 4) {
      if (pipelines[i] !== last) p.setPipeline(last = pipelines[i]);
      p.setBindGroup(0, groups[i], words, w, 1);
      p.dispatchWorkgroups(words[w + 1], words[w + 2], words[w + 3]);
    }
    p.end();
  },

  copy(encoder, {from, at, to, offset, size}) {
    encoder.copyBufferToBuffer(from, at, to, offset, size);
  },

  // A canvas gives a new texture for every frame.
  draw(encoder, {target, pipeline, group, words}) {
    const texture = target.getCurrentTexture ? target.getCurrentTexture() : target;
    const p = encoder.beginRenderPass({colorAttachments: [
      {view: texture.createView(), loadOp: 'clear', storeOp: 'store', clearValue: [0, 0, 0, 0]}]});
    p.setPipeline(pipeline);
    p.setBindGroup(0, group, words, 0, 1);
    p.draw(3);
    p.end();
  },

  download(encoder, {texture, buffer, bytesPerRow, size}) {
    encoder.copyTextureToBuffer({texture}, {buffer, bytesPerRow}, size);
  },

  resolve(encoder, {queries, count, buffer}) {
    encoder.resolveQuerySet(queries, 0, count, buffer, 0);
  },
});
